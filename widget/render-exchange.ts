import type { Answer, AnswerSentence } from '../src/types.ts';
import { isComposed, mayBeShown, shownParts, type Exchange, type Reply } from './conversation.ts';
import { createButton, createElement, setAttributes } from './create-element.ts';
import type { Frame } from './frame.ts';
import { renderContact, renderEmergency } from './render-contact.ts';
import { renderFeedback } from './render-feedback.ts';
import { createSources } from './render-sources.ts';
import type { Rating } from './api-requests.ts';

export interface ExchangeActions {
  readonly ask: (question: string) => void;
  readonly rate: (rating: Rating) => Promise<boolean>;
  readonly announce: (text: string) => void;
  readonly isRated: (answerId: string) => boolean;
}

export interface ExchangeView {
  readonly question: HTMLElement;
  readonly answer: HTMLElement;
  /** Shows what the reply has become. What was already shown stays, with the focus in it. */
  update(reply: Reply): void;
}

/** Statuses after which people need other people. */
const NEEDS_CONTACT: ReadonlySet<Answer['status']> = new Set([
  'no_answer',
  'refused',
  'crisis',
  'unavailable',
  'out_of_scope',
]);
/** Statuses on which an opinion tells the city something about its documents. */
const MAY_BE_RATED: ReadonlySet<Answer['status']> = new Set(['answered', 'no_answer', 'clarification', 'out_of_scope']);

/** How a sentence ends; what ends otherwise is an entry of a list or the line over one, and gets a line of its own. */
const ENDS_SENTENCE = /[.!?…]["“”’»)\]]{0,2}$/;

/** The two articles of an exchange: the question, and the answer in whatever state it is. */
export function createExchangeView(exchange: Exchange, frame: Frame, actions: ExchangeActions): ExchangeView {
  const { messages, locale } = frame;
  const id = `exchange-${exchange.id}`;
  const question = renderArticle('question', `${id}-question`, messages.authorPerson, locale);
  question.append(createElement('p', { class: 'said' }, exchange.question));

  const answer = renderArticle('answer', `${id}-answer`, messages.authorBot, locale);
  const text = createAnswerText(frame, (number, origin) => {
    sources.reveal(number, origin);
  });
  const sources = createSources(`${id}-source`, frame);
  const mark = createElement('p', { class: 'generated', part: 'generated', hidden: true }, messages.generated);
  const end = createElement('div', { class: 'end' });
  answer.append(text.element, mark, sources.element, end);

  const update = (reply: Reply) => {
    const isAnswer = reply.status === 'done';
    const { citations, sentences, isGenerated } = shownParts(reply);
    text.update(sentences, new Map(citations.map(({ number, title }) => [number, title])));
    const isQuoting = citations.length > 0 && (!isAnswer || isComposed(reply.answer));
    sources.update(citations, isAnswer ? reply.answer.more : [], isQuoting ? checkNotice(reply, frame) : null);
    mark.hidden = !isGenerated;
    setAttributes(answer, {
      'data-status': isAnswer ? reply.answer.status : reply.status,
      'data-failure': reply.status === 'failed' ? reply.failure.kind : null,
      'data-generated': String(isGenerated),
      'data-model': isAnswer ? reply.answer.model : null,
      'aria-busy': reply.status === 'arriving' ? 'true' : null,
      lang: isAnswer ? reply.answer.language : locale,
    });
    if (isAnswer) question.lang = reply.answer.language;
    end.replaceChildren(...renderEnd({ ...exchange, reply }, id, frame, actions));
  };
  update(exchange.reply);
  return { question, answer, update };
}

function renderArticle(role: 'question' | 'answer', id: string, author: string, lang: string): HTMLElement {
  const labelId = `${id}-author`;
  return createElement(
    'article',
    { id, part: role, class: role, 'data-role': role, lang, dir: 'auto', tabindex: -1, 'aria-labelledby': labelId },
    // Its own direction, so that the author does not decide that of the message.
    createElement('h3', { id: labelId, class: 'author', dir: 'ltr' }, author),
  );
}

/** The sentences with their citation marks; a paragraph for each run of sentences from the same sources. */
function createAnswerText(frame: Frame, openSource: (number: number, origin: HTMLElement) => void) {
  const element = createElement('div', { class: 'said' });
  let shown: readonly string[] = [];
  let paragraph: HTMLElement | null = null;
  const renderMark = (number: number, title: string) => {
    const name = frame.messages.source(number, title);
    const open = () => {
      openSource(number, mark);
    };
    const mark = createButton({ part: 'citation', class: 'citation', 'aria-label': name, title }, open, String(number));
    return mark;
  };
  const append = (
    sentence: AnswerSentence,
    before: AnswerSentence | undefined,
    titles: ReadonlyMap<number, string>,
  ) => {
    if (paragraph === null || before?.citations.join() !== sentence.citations.join()) {
      paragraph = createElement('p');
      element.append(paragraph);
    }
    const known = sentence.citations.flatMap((number) => {
      const title = titles.get(number);
      return title === undefined ? [] : [renderMark(number, title)];
    });
    const isLine = !ENDS_SENTENCE.test(sentence.text);
    const text = createElement('span', { lang: sentence.language }, sentence.text);
    paragraph.append(createElement('span', { class: isLine && 'line' }, text, ...known, ' '));
  };
  return {
    element,
    /** Adds what is new. Only where something else than before was said is everything drawn again. */
    update(sentences: readonly AnswerSentence[], titles: ReadonlyMap<number, string>) {
      const said = sentences.map(({ text, citations }) => JSON.stringify([text, citations.map((n) => titles.get(n))]));
      if (!shown.every((sentence, at) => said[at] === sentence)) {
        element.replaceChildren();
        paragraph = null;
        shown = [];
      }
      for (let at = shown.length; at < sentences.length; at++) append(sentences[at]!, sentences[at - 1], titles);
      shown = said;
    },
  };
}

/** The warning beside the sources: the server's words, or the widget's while those have not arrived. */
function checkNotice(reply: Reply, { messages }: Frame): string {
  const notices = reply.status === 'done' ? reply.answer.notices : [];
  return notices.find(({ id }) => id === 'check_source')?.text ?? messages.checkSource;
}

function renderEnd({ question, reply }: Exchange, id: string, frame: Frame, actions: ExchangeActions): HTMLElement[] {
  const { messages } = frame;
  switch (reply.status) {
    case 'arriving':
      return [];
    case 'stopped':
      return [createElement('p', { class: 'ending' }, messages.stopped)];
    case 'failed':
      return [
        createElement('p', { class: 'ending' }, messages.failures[reply.failure.kind](reply.failure.retryAfterS)),
        renderContact(frame),
        createButton(
          { part: 'retry', class: 'quiet' },
          () => {
            actions.ask(question);
          },
          messages.retry,
        ),
      ];
    case 'done':
      return mayBeShown(reply.answer)
        ? renderAnswerEnd(reply.answer, id, frame, actions)
        : [createElement('p', { class: 'ending' }, messages.withoutSource), renderContact(frame)];
  }
}

function renderAnswerEnd(answer: Answer, id: string, frame: Frame, actions: ExchangeActions): HTMLElement[] {
  const { messages } = frame;
  const hasContact = NEEDS_CONTACT.has(answer.status);
  // The first stands beside the sources, the second is what the links say.
  const notices = answer.notices.filter(({ id }) => id !== 'check_source' && !(hasContact && id === 'contact'));
  const parts: (HTMLElement | null)[] = [
    notices.length === 0
      ? null
      : createElement(
          'ul',
          { class: 'notices' },
          ...notices.map((notice) => createElement('li', { part: 'notice', 'data-notice': notice.id }, notice.text)),
        ),
    answer.status === 'crisis' ? renderEmergency(messages.emergency) : null,
    hasContact ? renderContact(frame) : null,
    renderSuggestions(answer.suggestions, id, frame, actions),
    MAY_BE_RATED.has(answer.status)
      ? renderFeedback(`${id}-feedback`, frame, {
          answerId: answer.id,
          rate: actions.rate,
          announce: actions.announce,
          isRated: actions.isRated(answer.id),
        })
      : null,
  ];
  return parts.filter((part) => part !== null);
}

function renderSuggestions(suggestions: readonly string[], id: string, { messages }: Frame, { ask }: ExchangeActions) {
  if (suggestions.length === 0) return null;
  return createElement(
    'div',
    { role: 'group', 'aria-labelledby': `${id}-suggestions` },
    createElement('h4', { id: `${id}-suggestions` }, messages.suggestions),
    ...suggestions.map((suggestion) =>
      createButton(
        { part: 'suggestion', class: 'choice-button', dir: 'auto' },
        () => {
          ask(suggestion);
        },
        suggestion,
      ),
    ),
  );
}
