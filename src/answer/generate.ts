import { randomUUID } from 'node:crypto';
import type { ChatMessage, ChatModel } from '../llm/chat-model.ts';
import { words } from '../language/tokens.ts';
import type { LlmErrorCode } from '../errors.ts';
import type { AnswerEvent, AnswerSentence, Citation, Locale, Passage } from '../types.ts';
import { isModelFault } from '../llm/model-faults.ts';
import { callModel, type CallOptions, type ModelPurpose } from './call-model.ts';
import { citeQuote } from './citations.ts';
import type { ChosenSentence } from './extract.ts';
import { createLinkTokens } from './link-tokens.ts';
import type { Placeholders } from './placeholders.ts';
import { pointsBack } from './points-back.ts';
import { createLeakFilter } from './prompt-leak.ts';
import { answerPrompt, explainFailure, repairPrompt, type PromptFrame } from './prompts.ts';
import { createReplyReader, type ReplyPart, type WrittenSentence } from './read-reply.ts';
import type { Verdict, Verifier } from './verify.ts';
import type { WithheldReason } from './withheld.ts';

export interface GenerateTask {
  /** Stands alone. */
  readonly question: string;
  /** What may be answered from, best first. */
  readonly passages: readonly Passage[];
  readonly language: Locale;
  readonly plainLanguage: boolean;
  readonly sentencesMax: number;
}

export interface GenerateParts extends Pick<CallOptions, 'signal' | 'observe' | 'tokensMax'> {
  readonly model: ChatModel;
  readonly verifier: Verifier;
  readonly frame: Omit<PromptFrame, 'language' | 'canary'>;
  readonly placeholders: Placeholders;
  /** Milliseconds left of the time for the whole answer. */
  readonly timeLeftMs: () => number;
  /** Told of each sentence that is not shown, before it may be asked for once more. */
  readonly withhold: (reason: WithheldReason) => void;
  /** Takes citations and sentences as soon as they are verified; it throws when nobody waits for them any more. */
  readonly emit: (event: AnswerEvent) => Promise<void>;
}

export type Generated =
  | {
      readonly status: 'written';
      /** What was sent, in that order. */
      readonly sentences: readonly AnswerSentence[];
      readonly citations: readonly Citation[];
      /** The places in documents that the sentences rest on. */
      readonly quoted: readonly ChosenSentence[];
      /** A sentence is missing, or the model broke off. */
      readonly isIncomplete: boolean;
    }
  /** The model says that the passages do not answer. Nothing was sent. */
  | { readonly status: 'no_answer' }
  /** Nothing was sent, because the model failed or too little of what it wrote is supported. */
  | { readonly status: 'nothing'; readonly fault: LlmErrorCode | null };

/** Sentences and list items of an answer; a model that goes on is not listened to any longer. */
const SENTENCES_MAX = 15;
/** Characters of a sentence that may be shown; the longest of the shipped corpus has 560. */
const SENTENCE_CHARS_MAX = 700;
/** What is left of a link by reference, or of one written backwards; passages are shown to the model without square brackets. */
const BROKEN_LINK = /\]\s?[[(:]|\/\/:/u;
/** Sentences that are asked for once more; with more of them the answer as a whole is not one. */
const MENDED_MAX = 6;
/** With less time left nobody waits for a second reply. */
const REPAIR_TIME_MIN_MS = 2000;
interface Standing {
  readonly sentence: WrittenSentence;
  readonly text: string;
  /** Each cited passage with its quote. */
  readonly quoted: readonly ChosenSentence[];
}

interface Failed {
  readonly sentence: WrittenSentence;
  readonly reason: WithheldReason;
  readonly detail: string;
}

/**
 * Has a model write the answer, and sends each sentence as soon as it is verified. Until the first one is sent, sentences wait while fewer than half of
 * those written so far stand; if it stays so, nothing is sent. Sentences that fail are asked for once more, all together, and come behind the others.
 * Faults of the model are outcomes; rejects only with the reason of `signal` and with what `emit` or the verifier threw.
 */
export async function generateAnswer(task: GenerateTask, parts: GenerateParts): Promise<Generated> {
  const { language, passages } = task;
  const canary = randomUUID().slice(0, 8);
  const links = createLinkTokens();
  const prompt = answerPrompt(
    { ...parts.frame, language, canary },
    {
      ...task,
      question: parts.placeholders.hide(task.question),
      textOf: ({ text }, number) => links.hide(text, number),
    },
  );
  const leaks = createLeakFilter(prompt.instructions, canary);
  const sender = createSender(language, parts.emit);
  const standing: Standing[] = [];
  const failed: Failed[] = [];
  let mended = 0;
  const said = { noAnswer: false };
  const missing = () => failed.length - mended;

  async function judge(sentence: WrittenSentence, isBroken: boolean): Promise<Standing | Failed> {
    const fail = (reason: WithheldReason, detail = ''): Failed => ({ sentence, reason, detail });
    const cited = sentence.citations.map((number) => passages[number - 1]);
    const known = cited.filter((passage) => passage !== undefined);
    if (sentence.text.length > SENTENCE_CHARS_MAX) return fail('too_long');
    if (
      leaks(
        sentence.text,
        known.map(({ text }) => text),
      )
    )
      return fail('about_prompt');
    if (known.length === 0 || known.length < cited.length) return fail('no_citation');
    if (speaksAsI(sentence.text)) return fail('about_prompt');
    if (BROKEN_LINK.test(sentence.text)) return fail('markup');
    const withLinks = links.restore(sentence.text, sentence.citations);
    if (withLinks === null) return fail('link');
    const text = parts.placeholders.restore(withLinks);
    if (text === null) return fail('contact');
    const verdict = await parts.verifier.verify({ text, passages: known, question: task.question, language });
    if (!verdict.isSupported) return fail(verdict.reason, verdict.detail);
    // "Er kostet 5 Euro." is true of something else where the sentence before it is missing.
    return isBroken && pointsBack(text) ? fail('points_back') : { sentence, text, quoted: quotesOf(known, verdict) };
  }

  /** Judges a sentence and keeps it where it stands; what fails is counted by its reason. */
  async function take(sentence: WrittenSentence, isBroken: boolean): Promise<Failed | null> {
    if (standing.some(({ sentence: { text } }) => isSame(text, sentence.text))) return null;
    const judged = await judge(sentence, isBroken);
    if ('reason' in judged) {
      parts.withhold(judged.reason);
      return judged;
    }
    standing.push(judged);
    return null;
  }

  async function sendStanding(): Promise<void> {
    for (const each of standing.slice(sender.sentences.length)) await sender.send(each);
  }

  /** Reads a reply until it ends or enough has been said. */
  async function listen(
    messages: readonly ChatMessage[],
    purpose: ModelPurpose,
    receive: (part: ReplyPart) => Promise<boolean>,
  ): Promise<void> {
    const reader = createReplyReader();
    const options = { purpose, signal: parts.signal, tokensMax: parts.tokensMax, observe: parts.observe };
    let isCut = false;
    for await (const piece of callModel(parts.model, messages, { ...options, timeoutMs: parts.timeLeftMs() })) {
      isCut ||= piece.isCut === true;
      for (const part of reader.read(piece.text)) if (!(await receive(part))) return;
    }
    for (const part of reader.end(isCut)) if (!(await receive(part))) return;
  }

  let isBroken = false;
  const fault = await faultOf(
    listen(prompt.messages, 'answer', async (part) => {
      if (part.type === 'no_answer') {
        said.noAnswer = true;
        return false;
      }
      if (part.type === 'reasoning') {
        parts.withhold('reasoning');
        return true;
      }
      const failure = await take(part, isBroken);
      isBroken = failure !== null;
      if (failure !== null) failed.push(failure);
      if (sender.sentences.length > 0 || standing.length >= missing()) await sendStanding();
      return standing.length < SENTENCES_MAX;
    }),
  );
  if (said.noAnswer && standing.length === 0 && failed.length === 0) return { status: 'no_answer' };

  const mendable = failed.flatMap(({ sentence, reason, detail }) => {
    const why = explainFailure(language, reason, detail);
    return why === null ? [] : [{ ...sentence, why }];
  });
  if (fault === null && mendable.length > 0 && parts.timeLeftMs() >= REPAIR_TIME_MIN_MS) {
    const asked = mendable.slice(0, MENDED_MAX);
    await faultOf(
      listen(repairPrompt(prompt, language, asked), 'repair', async (part) => {
        if (part.type !== 'sentence') return part.type !== 'no_answer';
        const before = standing.length;
        // Here it follows none of the sentences that it followed there.
        await take(part, true);
        mended += standing.length - before;
        if (sender.sentences.length > 0) await sendStanding();
        return mended < asked.length;
      }),
    );
  }

  if (standing.length === 0 || (sender.sentences.length === 0 && standing.length < missing()))
    return { status: 'nothing', fault };
  await sendStanding();
  return {
    status: 'written',
    sentences: sender.sentences,
    citations: sender.citations,
    quoted: standing.flatMap(({ quoted }) => quoted),
    isIncomplete: fault !== null || missing() > 0,
  };
}

/** The code of a fault of the model with which a step ended; null where it ended well. */
async function faultOf(step: Promise<void>): Promise<LlmErrorCode | null> {
  try {
    await step;
    return null;
  } catch (error) {
    if (isModelFault(error)) return error.code;
    throw error;
  }
}

/** Numbers citations in the order of their first use and tells all that are known before the sentence that brings a new one. */
function createSender(language: Locale, emit: GenerateParts['emit']) {
  const sentences: AnswerSentence[] = [];
  const citations: Citation[] = [];
  const quotes: ChosenSentence[] = [];

  /** The number of a citation whose quote holds the place; a new one where there is none. */
  function numberOf(quote: ChosenSentence): number {
    const known = quotes.findIndex(
      ({ passage, start, end }) => passage === quote.passage && start <= quote.start && quote.end <= end,
    );
    if (known >= 0) return known + 1;
    quotes.push(quote);
    citations.push(citeQuote(quote, quotes.length));
    return quotes.length;
  }

  return {
    sentences,
    citations,
    async send({ text, quoted }: Standing): Promise<void> {
      const before = citations.length;
      const numbers = [...new Set(quoted.map(numberOf))].sort((a, b) => a - b);
      if (citations.length > before) await emit({ type: 'citations', citations: [...citations] });
      const sentence = { text, citations: numbers, language };
      sentences.push(sentence);
      await emit({ type: 'sentence', sentence });
    },
  };
}

function quotesOf(
  passages: readonly Passage[],
  { support, quotes }: Extract<Verdict, { isSupported: true }>,
): ChosenSentence[] {
  return passages.map((passage, at) => {
    const { start, end } = quotes[at]!;
    return {
      passage,
      start,
      end,
      text: passage.document.text.slice(start, end),
      headingPath: passage.chunk.headingPath,
      score: support,
    };
  });
}

/** Somebody who speaks of themselves, and is no number of a ruler ("Friedrich I."). */
const I = /(?<!\p{L})(?:[Ii]ch|[Mm]ein(?:e[mnrs]?)?|[Mm]ich|[Mm]ir|I(?=['’ ]\p{Ll})|[Mm]y)(?!\p{L})/u;
const QUOTATION = /[„“"«»‚‘][^„“”"«»]*[“”"«»’]/gu;

/** Whether a sentence is said by the one who writes: only people who are quoted say "ich" in an answer. */
function speaksAsI(text: string): boolean {
  return I.test(text.replace(QUOTATION, ''));
}

function isSame(a: string, b: string): boolean {
  return words(a).join(' ') === words(b).join(' ');
}
