import type { AskRequest, Locale } from '../src/types.ts';
import { createAnnouncer } from './announcer.ts';
import { askStream } from './ask-stream.ts';
import { carryOver, createChatView, type ChatView } from './chat-view.ts';
import { questionProblem } from './check-question.ts';
import { historyOf, NEW_REPLY, withEvent, withOutcome, type Exchange, type Reply } from './conversation.ts';
import type { ChatHost } from './chat-host.ts';
import { connectionFailure } from './failure.ts';
import { createFrame, limitsOf, machineSentence, type Frame } from './frame.ts';
import { createKeepActions } from './keep-conversation.ts';
import { createServiceInfo, sendRating, type Rating } from './api-requests.ts';
import { spokenReply, transcriptOf } from './transcript.ts';

export type Chat = ReturnType<typeof createChat>;

/** A conversation and its interface in `root`. Nothing of it is kept anywhere but in memory. */
export function createChat(root: HTMLElement, firstLocale: Locale, host: ChatHost) {
  const service = createServiceInfo();
  let locale = firstLocale;
  let isLocaleChosen = false;
  let plainLanguage = false;
  let exchanges: readonly Exchange[] = [];
  let exchangeCount = 0;
  let pending: AbortController | null = null;
  const rated = new Set<string>();
  const announcer = createAnnouncer();
  const announce = (text: string) => {
    announcer.announce(text);
  };
  root.append(announcer.element);
  let view: ChatView = draw();

  // Heard once, before any message, however the person came in.
  root.addEventListener(
    'focusin',
    () => {
      announce(machineSentence(frame()));
    },
    { once: true },
  );

  return {
    frame,
    load,
    ask,
    reset,
    redraw,
    transcript,
    goToAnswer: () => view.goToAnswer(),
    setLocale(next: Locale) {
      if (next === locale) return;
      locale = next;
      redraw();
    },
    /** The panel has opened: a service that failed before may be back. */
    opened() {
      if (service.state().failure !== null) void load();
    },
    focusField() {
      view.form.field.focus();
    },
    /** Escape closes the information panel first; true where it did. */
    closeInfo: () => view.setInfoOpen(false),
    disconnect() {
      service.abort();
      pending?.abort();
    },
  };

  function frame(): Frame {
    return createFrame(locale, service.state().info);
  }

  async function load(): Promise<void> {
    if (pending === null) host.onState('loading');
    if (!(await refresh()) || pending !== null) return;
    const { failure } = service.state();
    host.onState(failure === null ? 'ready' : 'error');
    if (failure === null) return;
    announce(frame().messages.failures[failure.kind](failure.retryAfterS));
    host.emit('lumi-error', { kind: failure.kind });
  }

  /** Asks the service what it is, and shows it; false where a newer request has taken over. */
  async function refresh(): Promise<boolean> {
    const isNews = await service.refresh(host.api());
    if (isNews) redraw();
    return isNews;
  }

  /** Asks a question, or puts it into the field and says there what is wrong with it. Settles when the answer is complete. */
  async function ask(written: string): Promise<void> {
    const question = written.trim();
    const { messages, info } = frame();
    const problem = questionProblem(question, limitsOf(info).questionCharsMax, info?.contact ?? null, messages);
    view.setInfoOpen(false);
    view.form.field.focus();
    if (problem !== null) {
      view.form.field.value = written;
      view.form.refresh();
      view.form.setError(problem);
      return;
    }
    pending?.abort();
    const request = (pending = new AbortController());
    const body: Partial<AskRequest> = {
      question,
      history: historyOf(exchanges, limitsOf(info)),
      // The service answers in the language of the question, and in German where that cannot be told.
      ...((isLocaleChosen || locale !== 'de') && { language: locale }),
      ...(plainLanguage && { plainLanguage }),
    };
    const exchange = addExchange(question);
    host.onState('waiting');
    if (service.state().info === null) await refresh();
    const api = host.api();
    const { info: known, failure } = service.state();
    const outcome =
      api === null || known === null
        ? ({ status: 'failed', failure: failure ?? connectionFailure(true) } as const)
        : await askStream(api, body, {
            signal: request.signal,
            onEvent: (event) => {
              if (request.signal.aborted) return;
              const reply = change(exchange.id, (before) => withEvent(before, event));
              if (reply?.status !== 'arriving') return;
              showProgress();
              host.onState(reply.sentences.length > 0 ? 'answering' : 'waiting');
            },
          });
    const reply = change(exchange.id, (before) => withOutcome(before, outcome));
    if (pending === request && reply !== null) finish(reply);
  }

  function addExchange(question: string): Exchange {
    const exchange: Exchange = { id: ++exchangeCount, question, reply: NEW_REPLY };
    exchanges = [...exchanges, exchange];
    const { form } = view;
    form.field.value = '';
    form.refresh();
    view.addExchange(exchange, true);
    showProgress();
    return exchange;
  }

  /** What the form says of the last reply: on its way, there, or none. */
  function showProgress(): void {
    const reply = exchanges.at(-1)?.reply;
    const isArriving = reply?.status === 'arriving';
    view.form.setState(isArriving ? 'waiting' : reply === undefined ? 'idle' : 'answered');
    view.form.setStatus(isArriving ? frame().messages.stages[reply.stage] : '');
  }

  /** Replaces the reply of an exchange and shows it; null where the conversation was reset meanwhile. */
  function change(id: number, step: (before: Reply) => Reply): Reply | null {
    const before = exchanges.find((exchange) => exchange.id === id);
    if (before === undefined) return null;
    const reply = step(before.reply);
    exchanges = exchanges.map((exchange) => (exchange.id === id ? { ...exchange, reply } : exchange));
    view.updateExchange(id, reply);
    return reply;
  }

  /** The request in hand has ended: says so, once. */
  function finish(reply: Reply): void {
    pending = null;
    const { messages } = frame();
    showProgress();
    view.showKeep();
    announce(`${messages.authorBot}: ${spokenReply(reply, messages)}`);
    host.onState(reply.status === 'failed' ? 'error' : 'ready');
    if (reply.status === 'failed') host.emit('lumi-error', { kind: reply.failure.kind });
    if (reply.status === 'done') {
      const { id, status, citations } = reply.answer;
      host.emit('lumi-answer', { id, status, citations: citations.length });
    }
  }

  function reset(): void {
    pending?.abort();
    pending = null;
    exchanges = [];
    announcer.clear();
    view.form.field.value = '';
    view.setInfoOpen(false);
    redraw();
    host.onState(service.state().failure === null ? 'ready' : 'error');
    announce(frame().messages.resetDone);
    view.form.field.focus();
  }

  async function rate(rating: Rating): Promise<boolean> {
    const api = host.api();
    if (api === null || (await sendRating(api, rating)).status === 'failed') return false;
    rated.add(rating.answerId);
    host.emit('lumi-feedback', { answerId: rating.answerId, value: rating.value, reason: rating.reason });
    return true;
  }

  function transcript(): string {
    return transcriptOf(exchanges, { ...frame(), city: service.state().info?.city ?? null, now: new Date() });
  }

  function switchLanguage(): void {
    locale = locale === 'de' ? 'en' : 'de';
    isLocaleChosen = true;
    redraw();
    announce(frame().messages.languageSwitched);
  }

  function draw(): ChatView {
    const drawn = createChatView(frame(), {
      failure: service.state().failure,
      plainLanguage,
      questionCharsMax: limitsOf(service.state().info).questionCharsMax,
      isClosable: host.isClosable(),
      actions: {
        ask: (question) => void ask(question),
        stop: () => pending?.abort(),
        retry: () => void load(),
        reset,
        close: host.close,
        goToAnswer: () => view.goToAnswer(),
        rate,
        announce,
        isRated: (answerId) => rated.has(answerId),
        setPlainLanguage: (wanted) => (plainLanguage = wanted),
        switchLanguage,
        ...createKeepActions(transcript, frame, (text) => {
          view.form.setStatus(text);
        }),
      },
    });
    for (const exchange of exchanges) drawn.addExchange(exchange, false);
    if (exchanges.length > 0) drawn.showKeep();
    // The live regions behind it stay; new ones would not be heard.
    root.prepend(drawn.element);
    return drawn;
  }

  /** Draws everything anew, in a language or a state of the service that has changed. */
  function redraw(): void {
    const before = view;
    view = draw();
    carryOver(before, view);
    // Only now does the old view leave, which still had the focus.
    before.element.remove();
    showProgress();
    host.onFrame();
  }
}
