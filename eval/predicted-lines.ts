import type { Answer } from '../src/index.ts';
import type { CollectionChatbot } from './collection-corpus.ts';

/** The 0-based lines of a page that an answer quotes, also under "more" where it is answered; quotes of other pages are no prediction on this one. */
export function predictedLines(
  { status, citations }: Pick<Answer, 'status' | 'citations'>,
  page: string,
  { chatbot, idOf, lineOf }: CollectionChatbot,
): Set<number> {
  const lines = new Set<number>();
  if (status !== 'answered') return lines;
  for (const { documentId, passage, quote } of citations) {
    if (idOf(documentId) !== page) continue;
    const { text, blocks } = chatbot.findDocument(documentId)!;
    const from = text.indexOf(passage) + passage.indexOf(quote);
    const to = from + quote.length;
    for (const { start, end } of blocks) if (start < to && from < end) lines.add(lineOf(documentId, start));
  }
  return lines;
}
