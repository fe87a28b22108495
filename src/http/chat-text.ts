import { sentenceWithin, type SentencePlace } from '../chatbot.ts';
import { formatPartialDate } from '../language/dates.ts';
import type { Answer, AnswerSentence, Citation, Locale } from '../types.ts';

/**
 * An answer as the one text that a chat client shows, in most of them as Markdown: the sentences with their markers, and below a line the sources, what
 * else was found, the notices, and where nothing was answered what can be asked. Readable as plain text, too.
 */

/** Parts the answer from what is said of it; no canonical text has three blank-lined hyphens of its own. */
const TAIL_MARK = '\n\n---\n\n';

/** Markdown joins lines into one paragraph but where they end in two blanks, which plain text does not show. */
const LINE_END = '  \n';

/** Speaks of a button that only the widget has. */
const WIDGET_NOTICE = 'reset';

const WORDS = {
  de: {
    sources: 'Quellen',
    more: 'Mehr dazu',
    notices: 'Hinweise',
    suggestions: 'Das könnte weiterhelfen',
    asOf: (date: string) => `Stand ${date}`,
    undated: 'ohne Datum',
    unknownPublisher: 'Herausgeber unbekannt',
  },
  en: {
    sources: 'Sources',
    more: 'More on this',
    notices: 'Please note',
    suggestions: 'This might help',
    asOf: (date: string) => `as of ${date}`,
    undated: 'undated',
    unknownPublisher: 'publisher unknown',
  },
} as const satisfies Record<Locale, unknown>;

/** The whole text of an answer: what its sentences and its tail give one after the other. */
export function chatText(answer: Answer): string {
  const { citations, generated: isGenerated } = answer;
  const sentences = answer.sentences.map((sentence, at) =>
    chatSentence(sentence, { before: answer.sentences[at - 1] ?? null, citations, isGenerated }),
  );
  return sentences.join('') + chatTail(answer, answer.citations);
}

/** What a sentence adds to the text. */
export function chatSentence(sentence: AnswerSentence, place: SentencePlace): string {
  return inert(sentenceWithin(sentence, place)).replaceAll('\n', LINE_END);
}

/** What follows the last sentence; empty where there is nothing to say. `citations` are those that the sentences shown refer to. */
export function chatTail(answer: Answer, citations: readonly Citation[]): string {
  const { language, more, notices, suggestions, status } = answer;
  const words = WORDS[language];
  const isMore = ({ number }: Citation) => more.includes(number);
  const cited = byDocument(citations.filter((citation) => !isMore(citation)));
  const further = byDocument(citations.filter(isMore)).filter(
    ([{ documentId }]) => !cited.some(([citation]) => citation.documentId === documentId),
  );
  const blocks = [
    list(
      words.sources,
      cited.map((same) => `${same.map(({ number }) => `[${number}]`).join(' ')} ${sourceLine(same[0], language)}`),
    ),
    list(
      words.more,
      further.map(([citation]) => sourceLine(citation, language)),
    ),
    list(
      words.notices,
      notices.filter(({ id }) => id !== WIDGET_NOTICE).map(({ text }) => text),
    ),
    list(words.suggestions, status === 'answered' ? [] : suggestions),
  ].filter((block) => block !== null);
  return blocks.length === 0 ? '' : TAIL_MARK + inert(blocks.join('\n\n'));
}

/** The answer in a text of this file, as it comes back in a client's history; of any other text what stands above the first such line. */
export function answerWithin(text: string): string {
  return text.split(TAIL_MARK, 1)[0]!.replaceAll(LINE_END, '\n');
}

/** Citations of the same document side by side, in order of the first. */
function byDocument(citations: readonly Citation[]): [Citation, ...Citation[]][] {
  const groups = new Map<string, [Citation, ...Citation[]]>();
  for (const citation of citations) {
    const group = groups.get(citation.documentId);
    if (group === undefined) groups.set(citation.documentId, [citation]);
    else group.push(citation);
  }
  return [...groups.values()];
}

function sourceLine({ title, publisher, publishedOn, url }: Citation, language: Locale): string {
  const words = WORDS[language];
  const parts = [
    title,
    publisher === 'unknown' ? words.unknownPublisher : publisher,
    publishedOn === null ? words.undated : words.asOf(formatPartialDate(publishedOn, language)),
    ...(url === null ? [] : [url]),
  ];
  return parts.join(', ');
}

function list(heading: string, entries: readonly string[]): string | null {
  if (entries.length === 0) return null;
  const lines = entries.map((entry) => `- ${entry.replaceAll(/\s+/g, ' ').trim()}`);
  return `${heading}:\n\n${lines.join('\n')}`;
}

/** What Markdown makes links, images, definitions of them, HTML and blocks of code of. */
const MARKUP = /\\|\](?=[(:[])|<(?=[a-z/!?])|[`~]{3,}/gi;

/**
 * A text in which Markdown finds none of these: documents have none, so they are not meant, and a client would load what a hostile document names.
 * Addresses in full stay what they are. Such texts are rare, and a client that shows plain text shows the escapes.
 */
function inert(text: string): string {
  // A backslash before "<" would be taken for the end of an address that stands there.
  return text.replaceAll(MARKUP, (marks) => (marks === '<' ? '&lt;' : marks.replaceAll(/./g, '\\$&')));
}
