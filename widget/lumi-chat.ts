import { createChat, type Chat } from './chat.ts';
import { createButton, createElement, setAttributes } from './create-element.ts';
import { createIcon } from './icons.ts';
import { checkPalette } from './palette.ts';
import { isComposing } from './render-form.ts';
import { TITLE_ID } from './render-header.ts';
import { createStyleSheet } from './styles.ts';
import { pageLocale } from './page-locale.ts';
import { serviceAddress } from './web-address.ts';

const MODES = ['bubble', 'inline', 'page'] as const;
type Mode = (typeof MODES)[number];

/** From these sizes down (a phone, or a desktop at 400 % zoom) there is no room for a panel beside the page. */
const SMALL_SCREEN = '(max-width: 480px), (max-height: 400px)';
const PANEL_ID = 'panel';
const DARK_SCREEN = '(prefers-color-scheme: dark)';

/**
 * `<lumi-chat>`: the chat on a city's page. Attributes: `api` (address of the service; without it, where the script came from), `lang`, `mode`
 * (`bubble`, `inline` or `page`), `open`. Events: `lumi-open`, `lumi-answer`, `lumi-error`, `lumi-feedback`, none of which holds a word of
 * question or answer. Whatever the page put into the element is shown while the service cannot be reached.
 */
export class LumiChat extends HTMLElement {
  static readonly observedAttributes = ['api', 'lang', 'mode', 'open'];

  readonly #root = createElement('section', { class: 'lumi' });
  readonly #content = createElement('div', { class: 'content' });
  readonly #launcher = createButton(
    { part: 'launcher', class: 'launcher', 'aria-controls': PANEL_ID },
    () => {
      this.toggle();
    },
    createIcon('chat'),
    createIcon('close'),
  );
  readonly #small = matchMedia(SMALL_SCREEN);
  readonly #dark = matchMedia(DARK_SCREEN);
  /** Null until the element is first put into a document, and where the panel is part of the page, respectively. */
  #chat: Chat | null = null;
  #dialog: HTMLDialogElement | null = null;
  #connected: AbortController | null = null;
  #opensWithFocus = false;

  get api(): string {
    return this.getAttribute('api') ?? new URL('.', import.meta.url).href;
  }
  set api(address: string) {
    this.setAttribute('api', address);
  }

  get mode(): Mode {
    return MODES.find((mode) => mode === this.getAttribute('mode')) ?? 'bubble';
  }
  set mode(mode: Mode) {
    this.setAttribute('mode', mode);
  }

  get isOpen(): boolean {
    return this.mode !== 'bubble' || this.hasAttribute('open');
  }

  /** Opens the panel and moves the focus into it. */
  open(): void {
    if (this.isOpen) {
      this.#chat?.focusField();
      return;
    }
    this.#opensWithFocus = true;
    this.toggleAttribute('open', true);
    this.#opensWithFocus = false;
  }

  /** Closes the panel and gives the focus back to the launcher; what was said stays. */
  close(): void {
    if (this.mode === 'bubble') this.toggleAttribute('open', false);
  }

  toggle(): void {
    if (this.hasAttribute('open')) this.close();
    else this.open();
  }

  /** Asks a question as if it had been typed; settles when the answer is there or the question was refused by the field. */
  async ask(text: string): Promise<void> {
    this.open();
    await this.#chat?.ask(text);
  }

  /** Forgets the conversation. */
  reset(): void {
    this.#chat?.reset();
  }

  /** The conversation as plain text. */
  export(): string {
    return this.#chat?.transcript() ?? '';
  }

  connectedCallback(): void {
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    if (this.shadowRoot === null) this.#build();
    if (!this.hasAttribute('lang')) this.lang = pageLocale(this);
    const panelFits = () => {
      this.#showPanel(false);
    };
    const colorsChange = () => {
      this.#checkColors();
    };
    this.#small.addEventListener('change', panelFits, { signal });
    this.#dark.addEventListener('change', colorsChange, { signal });
    this.#checkColors();
    void this.#chat?.load();
  }

  disconnectedCallback(): void {
    this.#connected?.abort();
    this.#connected = null;
    this.#chat?.disconnect();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (this.#chat === null || before === after) return;
    if (name === 'lang') this.#chat.setLocale(pageLocale(this));
    if (name === 'mode') {
      this.#placePanel();
      this.#chat.redraw();
      this.#showPanel(false);
    }
    if (name === 'api') void this.#chat.load();
    if (name === 'open') this.#showPanel(this.#opensWithFocus);
  }

  #build(): void {
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [createStyleSheet()];
    shadow.append(this.#root);
    this.#root.addEventListener('keydown', (event) => {
      this.#onKey(event);
    });
    const emit = this.#emit.bind(this);
    this.#chat = createChat(this.#content, pageLocale(this), {
      api: () => serviceAddress(this.api),
      isClosable: () => this.mode === 'bubble',
      close: () => {
        this.close();
      },
      onState: (state) => {
        this.dataset.state = state;
      },
      onFrame: () => {
        this.#label();
      },
      emit,
    });
    this.#placePanel();
    this.#label();
    this.#showPanel(false);
  }

  /** Puts the content into the panel of the mode: a dialog that opens, or a part of the page. */
  #placePanel(): void {
    const attributes = { id: PANEL_ID, part: 'panel', class: 'panel' };
    if (this.mode === 'bubble') {
      const dialog = createElement('dialog', { ...attributes, 'aria-labelledby': TITLE_ID }, this.#content);
      // The gesture "back" of a phone, which cannot be held off twice.
      dialog.addEventListener('cancel', (event) => {
        event.preventDefault();
        this.close();
      });
      dialog.addEventListener('close', () => {
        if (!dialog.open) this.close();
      });
      this.#dialog = dialog;
      this.#root.replaceChildren(this.#launcher, dialog);
    } else {
      this.#dialog = null;
      this.#root.replaceChildren(createElement('div', attributes, this.#content));
    }
  }

  /** Brings the dialog into the state that the attribute `open` and the size of the screen ask for. */
  #showPanel(withFocus: boolean): void {
    const dialog = this.#dialog;
    if (dialog === null) return;
    const isWanted = this.hasAttribute('open');
    const isModal = this.#small.matches;
    const wasOpen = dialog.open;
    const focused = dialog.matches(':focus-within') ? (this.shadowRoot?.activeElement as HTMLElement | null) : null;
    if (wasOpen && (!isWanted || dialog.matches(':modal') !== isModal)) dialog.close();
    if (isWanted && !dialog.open) {
      if (isModal) dialog.showModal();
      // Unlike `show()`, the attribute leaves the focus where it is.
      else dialog.toggleAttribute('open', true);
    }
    this.#label();
    if (isWanted && wasOpen) focused?.focus();
    if (!isWanted && focused !== null) this.#launcher.focus();
    if (!isWanted || wasOpen) return;
    this.#checkColors();
    this.#chat?.opened();
    if (withFocus) this.#chat?.focusField();
    this.#emit('lumi-open', {});
  }

  #onKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'F6' && this.#chat?.goToAnswer() === true) event.preventDefault();
    if (event.key !== 'Escape' || !this.isOpen) return;
    const isInfoClosed = this.#chat?.closeInfo() === true;
    if (!isInfoClosed && this.mode !== 'bubble') return;
    // The page may close something of its own on Escape, which was not meant.
    event.preventDefault();
    event.stopPropagation();
    if (!isInfoClosed) this.close();
  }

  #label(): void {
    if (this.#chat === null) return;
    const { messages, locale } = this.#chat.frame();
    if (pageLocale(this) !== locale) this.lang = locale;
    setAttributes(this.#root, { lang: locale, 'aria-label': messages.chat });
    const isOpen = this.hasAttribute('open');
    const label = isOpen ? messages.closeChat : messages.openChat;
    setAttributes(this.#launcher, { 'aria-expanded': String(isOpen), 'aria-label': label, title: label });
  }

  #checkColors(): void {
    // There the person's own colours are in force, which are no one's to judge.
    if (matchMedia('(forced-colors: active)').matches) return;
    const problems = checkPalette(this.#root);
    if (problems.length === 0) return;
    // eslint-disable-next-line no-console -- the one reader who can mend it sits at the console
    console.warn(
      `lumi-chat: the colours of this page are not used, because they are hard to read: ${problems.join('; ')}.`,
    );
  }

  /** Events cross the borders of shadow trees that the element may stand in. */
  #emit(name: `lumi-${string}`, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
