import { createElement, setAttributes } from './create-element.ts';
import type { Exchange, Reply } from './conversation.ts';
import type { Failure } from './failure.ts';
import { createAnswerFollower } from './follow-answer.ts';
import type { Frame } from './frame.ts';
import { createExchangeView, type ExchangeActions, type ExchangeView } from './render-exchange.ts';
import { renderContactLine } from './render-contact.ts';
import { renderForm, type FormActions, type FormView } from './render-form.ts';
import { renderHeader } from './render-header.ts';
import { renderInfo } from './render-info.ts';
import { renderKeep, type KeepActions } from './render-keep.ts';
import { renderWelcome } from './render-welcome.ts';

export interface ChatViewOptions {
  readonly failure: Failure | null;
  readonly plainLanguage: boolean;
  readonly questionCharsMax: number;
  readonly isClosable: boolean;
  readonly actions: Omit<ExchangeActions, 'ask'> &
    Omit<FormActions, 'send'> &
    KeepActions & {
      readonly ask: (question: string) => void;
      readonly retry: () => void;
      readonly reset: () => void;
      readonly close: () => void;
      readonly switchLanguage: () => void;
    };
}

export interface ChatView {
  readonly element: HTMLElement;
  /** What scrolls. */
  readonly list: HTMLElement;
  readonly form: FormView;
  /** Shows an exchange at the end, and brings it into view where it is a new one. */
  addExchange(exchange: Exchange, isNew: boolean): void;
  /** Shows what the reply of an exchange has become. */
  updateExchange(id: number, reply: Reply): void;
  /** Moves the focus to the last answer, or back to the field from there; false where there is none. */
  goToAnswer(): boolean;
  /** Offers to keep the conversation, under its last message. */
  showKeep(): void;
  /** Shows the information panel in place of the conversation, or the conversation again. False where nothing changed. */
  setInfoOpen(open: boolean): boolean;
  readonly isInfoOpen: () => boolean;
}

/** Everything within the panel, drawn for one locale and one state of the service. */
export function createChatView(frame: Frame, options: ChatViewOptions): ChatView {
  const { messages } = frame;
  const { actions } = options;
  const keep = renderKeep(frame, actions);
  keep.hidden = true;
  const list = createElement(
    'div',
    { part: 'messages', class: 'messages', role: 'region', 'aria-label': messages.conversation, tabindex: 0 },
    renderWelcome(frame, options.failure, actions),
    keep,
  );
  const form = renderForm(frame, options.questionCharsMax, options.plainLanguage, { ...actions, send: actions.ask });
  const header = renderHeader(frame, {
    switchLanguage: actions.switchLanguage,
    toggleInfo: () => {
      setInfoOpen(info.element.hidden !== false);
    },
    reset: actions.reset,
    close: options.isClosable ? actions.close : null,
  });
  const infoButton = header.querySelector<HTMLElement>('[part="info-button"]')!;
  const info = renderInfo(frame, () => {
    setInfoOpen(false);
  });
  const follower = createAnswerFollower(list);
  const exchanges = new Map<number, ExchangeView>();
  const conversation = createElement('div', { class: 'conversation' }, list, form.element);
  const setInfoOpen = (open: boolean) => {
    if (info.element.hidden !== open) return false;
    info.element.hidden = !open;
    conversation.hidden = open;
    setAttributes(infoButton, { 'aria-expanded': String(open) });
    if (open) info.heading.focus();
    else infoButton.focus();
    return true;
  };
  return {
    element: createElement('div', { class: 'view' }, header, conversation, info.element, renderContactLine(frame)),
    form,
    addExchange(exchange, isNew) {
      const added = createExchangeView(exchange, frame, actions);
      exchanges.set(exchange.id, added);
      keep.before(added.question, added.answer);
      if (isNew) follower.follow(added.question, added.answer);
    },
    updateExchange(id, reply) {
      exchanges.get(id)?.update(reply);
      follower.grown();
    },
    goToAnswer() {
      const answer = [...exchanges.values()].at(-1)?.answer;
      if (answer === undefined) return false;
      setInfoOpen(false);
      if (answer.matches(':focus-within')) {
        form.field.focus();
        return true;
      }
      follower.stop();
      answer.focus({ preventScroll: true });
      answer.scrollIntoView({ block: 'start' });
      return true;
    },
    showKeep() {
      keep.hidden = false;
    },
    setInfoOpen,
    isInfoOpen: () => info.element.hidden === false,
    list,
  };
}

/** Takes over from a view what the person did in it: the text typed, the place scrolled to, the focus, the open panel. */
export function carryOver(before: ChatView, after: ChatView): void {
  const [{ field: old }, { field }] = [before.form, after.form];
  field.value = old.value;
  after.form.refresh();
  after.list.scrollTop = before.list.scrollTop;
  after.setInfoOpen(before.isInfoOpen());
  const focused = before.element.querySelector(':focus')?.getAttribute('part');
  if (focused) after.element.querySelector<HTMLElement>(`[part="${focused}"]`)?.focus();
  field.setSelectionRange(old.selectionStart, old.selectionEnd);
}
