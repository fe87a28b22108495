import type { Citation, Locale } from '../src/types.ts';
import { mayBeShown, shownParts, type Exchange, type Reply } from './conversation.ts';
import { formatDate } from './format-date.ts';
import type { Messages } from './messages/messages.ts';
import { webAddress } from './web-address.ts';

export interface TranscriptFrame {
  readonly persona: string;
  readonly city: string | null;
  readonly locale: Locale;
  readonly messages: Messages;
  readonly now: Date;
}

/** The conversation as plain text: who said what, with the sources and their full addresses. */
export function transcriptOf(exchanges: readonly Exchange[], frame: TranscriptFrame): string {
  const { messages, locale } = frame;
  const when = new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeStyle: 'short' });
  const head = [messages.transcriptTitle(frame.persona, frame.city), when.format(frame.now), messages.ai].join('\n');
  const turns = exchanges.map(({ question, reply }) =>
    [
      `${messages.authorPerson}: ${question}`,
      `${messages.authorBot}: ${replyText(reply, messages)}`,
      ...(shownParts(reply).isGenerated ? [messages.generated] : []),
      ...sourceLines(reply, frame),
      ...(reply.status === 'done' ? reply.answer.notices.map(({ text }) => text) : []),
    ].join('\n\n'),
  );
  return `${[head, ...turns].join('\n\n---\n\n')}\n`;
}

/** What a reply says, without marks: for reading aloud. */
export function spokenReply(reply: Reply, messages: Messages): string {
  // Entries of a list have no stop, at which a voice would pause.
  const said = shownParts(reply).sentences.map(({ text }) => (/[\p{L}\p{N}]$/u.test(text) ? `${text}.` : text));
  return [...said, ...ending(reply, messages)].join(' ');
}

function replyText(reply: Reply, messages: Messages): string {
  const said = shownParts(reply).sentences.map(({ text, citations }) =>
    [text, ...citations.map((number) => `[${number}]`)].join(' '),
  );
  return [...said, ...ending(reply, messages)].join(' ');
}

/** What is said where a reply is not a whole answer. */
function ending(reply: Reply, messages: Messages): string[] {
  switch (reply.status) {
    case 'arriving':
      return [];
    case 'stopped':
      return [messages.stopped];
    case 'failed':
      return [messages.failures[reply.failure.kind](reply.failure.retryAfterS)];
    case 'done':
      return mayBeShown(reply.answer) ? [] : [messages.withoutSource];
  }
}

function sourceLines(reply: Reply, { messages, locale }: TranscriptFrame): string[] {
  const { citations } = shownParts(reply);
  if (citations.length === 0) return [];
  return [`${messages.sources}:\n${citations.map((citation) => sourceLine(citation, messages, locale)).join('\n')}`];
}

function sourceLine(
  { number, title, publisher, publishedOn, url }: Citation,
  messages: Messages,
  locale: Locale,
): string {
  const date = publishedOn === null ? messages.undated : messages.asOf(formatDate(publishedOn, locale));
  const address = webAddress(url);
  return `[${number}] ${title}, ${publisherName(publisher, messages)}, ${date}${address === null ? '' : `, ${address}`}`;
}

/** The name of a publisher as shown; documents whose source names none say `unknown`. */
export function publisherName(publisher: string, messages: Messages): string {
  return publisher === 'unknown' ? messages.unknownPublisher : publisher;
}
