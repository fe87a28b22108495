import type { Citation, Locale } from '../src/types.ts';
import { mayBeShown, partsOf, type Exchange, type Reply } from './conversation.ts';
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
      ...sourceLines(reply, frame),
      ...(reply.status === 'done' ? reply.answer.notices.map(({ text }) => text) : []),
    ].join('\n\n'),
  );
  return `${[head, ...turns].join('\n\n---\n\n')}\n`;
}

/** What a reply says, without marks: for reading aloud. */
export function spokenReply(reply: Reply, messages: Messages): string {
  if (reply.status === 'done' && !mayBeShown(reply.answer)) return messages.withoutSource;
  // Entries of a list have no stop, at which a voice would pause.
  const said = partsOf(reply)
    .sentences.map(({ text }) => (/[\p{L}\p{N}]$/u.test(text) ? `${text}.` : text))
    .join(' ');
  if (reply.status === 'stopped') return `${said} ${messages.stopped}`.trim();
  if (reply.status === 'failed') return messages.failures[reply.failure.kind](reply.failure.retryAfterS);
  return said;
}

function replyText(reply: Reply, messages: Messages): string {
  if (reply.status === 'failed' || (reply.status === 'done' && !mayBeShown(reply.answer))) {
    return spokenReply(reply, messages);
  }
  const { sentences } = partsOf(reply);
  const marked = sentences.map(({ text, citations }) => [text, ...citations.map((number) => `[${number}]`)].join(' '));
  return [...marked, ...(reply.status === 'stopped' ? [messages.stopped] : [])].join(' ');
}

function sourceLines(reply: Reply, { messages, locale }: TranscriptFrame): string[] {
  const { citations } = partsOf(reply);
  if (citations.length === 0 || reply.status === 'failed') return [];
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
