import { createButton, createElement, setAttributes } from './create-element.ts';
import type { Frame } from './frame.ts';
import { createIcon } from './icons.ts';

export interface FormActions {
  readonly send: (text: string) => void;
  readonly stop: () => void;
  readonly goToAnswer: () => unknown;
  readonly setPlainLanguage: (wanted: boolean) => void;
}

/** `answered` offers the way to the answer. */
export type FormState = 'idle' | 'waiting' | 'answered';

export interface FormView {
  readonly element: HTMLElement;
  readonly field: HTMLTextAreaElement;
  /** An error beside the field; null takes it away. */
  setError(text: string | null): void;
  setState(state: FormState): void;
  /** What is going on, said and shown; empty for nothing. */
  setStatus(text: string): void;
  /** Updates counter and limit after the field was changed by code. */
  refresh(): void;
}

/** The question field with its label, limit, counter, error, status line and the wish for plain language. */
export function renderForm(frame: Frame, charsMax: number, plainLanguage: boolean, actions: FormActions): FormView {
  const { messages } = frame;
  const field = createElement('textarea', {
    id: 'question',
    part: 'field',
    rows: 1,
    enterkeyhint: 'send',
    autocomplete: 'off',
    dir: 'auto',
    'aria-describedby': 'question-error question-hint question-counter',
  });
  const send = createElement(
    'button',
    { type: 'submit', part: 'send', class: 'primary send', 'aria-label': messages.send, title: messages.send },
    createIcon('send'),
  );
  // Always in the document, so that a screen reader knows the region before it speaks.
  const error = createElement('p', { id: 'question-error', part: 'error', class: 'error', role: 'alert' });
  const counter = createElement('span', { id: 'question-counter', part: 'counter', class: 'counter' });
  const status = createElement('p', { part: 'status', role: 'status', class: 'status' });
  const stop = createButton(
    { part: 'stop', class: 'quiet', hidden: true },
    actions.stop,
    createIcon('stop'),
    messages.stop,
  );
  const toAnswer = createButton(
    { part: 'to-answer', class: 'quiet', hidden: true, 'aria-keyshortcuts': 'F6' },
    actions.goToAnswer,
    messages.toAnswer,
  );
  const plain = createElement('input', {
    type: 'checkbox',
    id: 'plain',
    part: 'plain-language',
    'aria-describedby': 'plain-hint',
  });
  plain.checked = plainLanguage;
  plain.addEventListener('change', () => {
    actions.setPlainLanguage(plain.checked);
  });
  const element = createElement(
    'form',
    { class: 'form', novalidate: true },
    status,
    createElement(
      'div',
      { class: 'form-head' },
      createElement('label', { for: 'question', class: 'label' }, messages.fieldLabel),
      counter,
    ),
    createElement('div', { class: 'entry' }, field, send),
    error,
    createElement(
      'div',
      { class: 'form-foot' },
      createElement('label', { class: 'choice', title: messages.plainLanguageHint }, plain, messages.plainLanguage),
      stop,
      toAnswer,
    ),
    createElement('span', { id: 'question-hint', hidden: true }, messages.fieldHint),
    createElement('span', { id: 'plain-hint', hidden: true }, messages.plainLanguageHint),
  );

  const setError = (text: string | null) => {
    // The same text again would be read again at every key.
    if ((text ?? '') !== error.textContent) error.textContent = text;
    setAttributes(field, { 'aria-invalid': text === null ? null : 'true' });
  };
  const refresh = () => {
    const left = charsMax - field.value.trim().length;
    counter.textContent = left < 0 ? messages.charsOver(-left) : messages.charsLeft(left);
    setError(left < 0 ? messages.fieldTooLong(charsMax) : null);
  };
  const submit = () => {
    if (send.ariaDisabled === 'true') setStatus(messages.stillAnswering);
    else actions.send(field.value);
  };
  const setStatus = (text: string) => {
    if (status.textContent !== text) status.textContent = text;
  };
  field.addEventListener('input', refresh);
  field.addEventListener('keydown', (event) => {
    // While an input method composes a word, Enter belongs to it; Safari says so by the key code only.
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    submit();
  });
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  refresh();

  return {
    element,
    field,
    setError,
    refresh,
    setStatus,
    setState(state) {
      const isWaiting = state === 'waiting';
      const hadFocus = element.querySelector(':focus') === stop && !isWaiting;
      setAttributes(send, { 'aria-disabled': isWaiting ? 'true' : null });
      stop.hidden = !isWaiting;
      toAnswer.hidden = state !== 'answered';
      if (hadFocus) field.focus();
    },
  };
}

/** Key code that browsers give while an input method has not finished. */
const COMPOSING_KEY_CODE = 229;

/** Whether a key press belongs to an input method. */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari ends a composition before the key press, and tells only by the code
  return event.isComposing || event.keyCode === COMPOSING_KEY_CODE;
}
