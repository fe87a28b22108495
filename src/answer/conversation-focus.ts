import { contentWords } from '../language/stop-words.ts';
import { grams, words } from '../language/tokens.ts';
import type { Document, Passage } from '../types.ts';
import { expectedKind, holdsKind } from './expected-kind.ts';
import type { FollowUp } from './extract.ts';
import type { Continued } from './rephrase.ts';

/** Where a conversation is: the documents that an earlier answer quotes. Who asks on means these first, whatever other documents say to the same words. */

/** Markers of citations, as they stand in the text of an answer. */
const MARKERS = /(?:\s?\[\d+\])+/;
/** Letters from which on a piece of an answer tells the document it was quoted from. */
const QUOTE_CHARS_MIN = 15;
/** Share of the grams of a word that a document must hold to hold the word: "dog" is in "dogs". */
const WORD_SHARE_MIN = 0.5;

/** The sentences that an answer quotes: each stands before a marker; none in a fixed reply. */
function quotesIn(answer: string): string[] {
  return answer
    .split(MARKERS)
    .slice(0, -1)
    .map((piece) => piece.trim())
    .filter(({ length }) => length >= QUOTE_CHARS_MIN);
}

/**
 * The documents among those of passages that the answer before quotes, where they hold as many of the follow-up's own words as any other, and the
 * kind of thing it asks for; none where the follow-up is about something else.
 */
export function focusOn(passages: readonly Passage[], { own, answer }: Continued): Document[] {
  const focus = quotedIn(passages, answer);
  const kind = expectedKind(own);
  if (kind !== null && !focus.some(({ text, language }) => holdsKind(text, kind, language))) return [];
  const asked = contentWords(own).map(grams);
  const hold = ({ title, text }: Document) => {
    const held = new Set(words(`${title} ${text}`).flatMap(grams));
    return asked.filter((word) => word.filter((gram) => held.has(gram)).length >= word.length * WORD_SHARE_MIN).length;
  };
  const most = Math.max(0, ...documentsOf(passages).map(hold));
  return Math.max(0, ...focus.map(hold)) >= most ? focus : [];
}

/** The documents of passages that an answer quotes. */
export function quotedIn(passages: readonly Passage[], answer: string): Document[] {
  const quotes = quotesIn(answer);
  return documentsOf(passages).filter(({ text }) => quotes.some((quote) => text.includes(quote)));
}

/** What the extractor is to know of a follow-up whose passages are those of the conversation; null after an answer that quotes nothing. */
export function followUpOf({ question, own, answer, asksTheSame }: Continued): FollowUp | null {
  const said = quotesIn(answer);
  if (said.length === 0) return null;
  const kind = expectedKind(own);
  return {
    own: contentWords(own).length > 0 ? own : null,
    kind: asksTheSame ? expectedKind(question) : kind,
    isStrict: kind !== null,
    mayRefuse: true,
    said,
  };
}

function documentsOf(passages: readonly Passage[]): Document[] {
  return [...new Set(passages.map(({ document }) => document))];
}
