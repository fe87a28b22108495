import type { FeedbackReason } from '../src/types.ts';
import { createButton, createElement, setAttributes } from './create-element.ts';
import { findPrivate } from './check-question.ts';
import type { Frame } from './frame.ts';
import { createIcon } from './icons.ts';
import type { Rating } from './api-requests.ts';

export interface FeedbackOptions {
  readonly answerId: string;
  /** Sends a rating; true = stored. */
  readonly rate: (rating: Rating) => Promise<boolean>;
  readonly announce: (text: string) => void;
  readonly isRated: boolean;
}

/** As many characters as the service takes in a comment. */
const COMMENT_CHARS_MAX = 1000;

/** Thumbs up and down; down asks for a reason and takes a comment. `id` is unique to the answer. */
export function renderFeedback(
  id: string,
  frame: Frame,
  { answerId, rate, announce, isRated }: FeedbackOptions,
): HTMLElement {
  const { messages } = frame;
  const element = createElement('div', { part: 'feedback', class: 'feedback' });
  /** Where the focus goes when the controls it was on are gone. */
  const outcome = createElement('p', { tabindex: -1 });
  const finish = (text: string) => {
    outcome.textContent = text;
    element.replaceChildren(outcome);
    outcome.focus();
    announce(text);
  };
  const send = async (rating: Omit<Rating, 'answerId'>) => {
    if (element.ariaBusy === 'true') return;
    element.ariaBusy = 'true';
    const isStored = await rate({ answerId, ...rating });
    element.ariaBusy = 'false';
    finish(isStored ? messages.thanks : messages.feedbackFailed);
  };
  const thumb = (value: 'up' | 'down', label: string, onClick: () => void) =>
    createButton(
      { class: 'quiet', part: `feedback-${value}`, 'aria-label': label, title: label },
      onClick,
      createIcon(value),
    );

  const showThumbs = () => {
    const down = thumb('down', messages.thumbsDown, () => {
      const form = reasonForm(id, frame, { send, cancel: showThumbs });
      element.replaceChildren(form);
      form.querySelector('input')?.focus();
      form.scrollIntoView({ block: 'nearest' });
    });
    element.replaceChildren(
      createElement('span', { id: `${id}-helpful` }, messages.helpful),
      createElement(
        'span',
        { role: 'group', 'aria-labelledby': `${id}-helpful` },
        thumb('up', messages.thumbsUp, () => void send({ value: 'up', reason: null, comment: null })),
        down,
      ),
    );
    if (element.isConnected) down.focus();
  };
  if (isRated) element.append(createElement('p', {}, messages.thanks));
  else showThumbs();
  return element;
}

interface ReasonFormActions {
  readonly send: (rating: Omit<Rating, 'answerId'>) => Promise<void>;
  readonly cancel: () => void;
}

function reasonForm(id: string, { messages, info }: Frame, { send, cancel }: ReasonFormActions): HTMLElement {
  const choices = Object.entries(messages.reasons).map(([reason, label]) =>
    createElement(
      'label',
      { class: 'choice' },
      createElement('input', { type: 'radio', name: `${id}-reason`, value: reason }),
      label,
    ),
  );
  const hint = createElement('p', { id: `${id}-hint`, class: 'hint' }, messages.commentHint);
  const error = createElement('p', { id: `${id}-error`, class: 'error', role: 'alert' });
  const comment = createElement('textarea', {
    id: `${id}-comment`,
    rows: 2,
    maxlength: COMMENT_CHARS_MAX,
    'aria-describedby': `${id}-hint ${id}-error`,
  });
  const form = createElement(
    'form',
    { class: 'reasons', novalidate: true },
    createElement('fieldset', {}, createElement('legend', {}, messages.reason), ...choices),
    createElement('label', { for: `${id}-comment` }, messages.comment),
    hint,
    comment,
    error,
    createElement(
      'div',
      { class: 'row' },
      createElement('button', { type: 'submit', class: 'primary' }, messages.sendFeedback),
      createButton({ class: 'quiet' }, cancel, messages.cancel),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const found = findPrivate(comment.value, info?.contact ?? null);
    error.textContent = found.length === 0 ? '' : messages.commentPersonalData(found);
    setAttributes(comment, { 'aria-invalid': found.length > 0 ? 'true' : null });
    if (found.length > 0) {
      comment.focus();
      return;
    }
    const reason = (new FormData(form).get(`${id}-reason`) as FeedbackReason | null) ?? null;
    void send({ value: 'down', reason, comment: comment.value.trim() || null });
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
  });
  return form;
}
