import type { Citation } from '../src/types.ts';
import { createButton, createElement, createOuterLink, setAttributes } from './create-element.ts';
import { formatDate } from './format-date.ts';
import type { Frame } from './frame.ts';
import { createIcon } from './icons.ts';
import { publisherName } from './transcript.ts';
import { webAddress } from './web-address.ts';

export interface SourcesView {
  readonly element: HTMLElement;
  /** Shows citations; those named in `more` apart. `note` stands beside them. */
  update(citations: readonly Citation[], more: readonly number[], note: string | null): void;
  /** Opens a source, moves the focus to its passage and the quote into view; Escape there leads back to `origin`. */
  reveal(number: number, origin: HTMLElement): void;
}

interface Source {
  readonly element: HTMLElement;
  readonly passage: HTMLElement;
  /** Where the focus came from, and where Escape leads back to. */
  origin: HTMLElement | null;
  setOpen(open: boolean): void;
  showQuote(): void;
}

/** The list of sources under an answer, each of which opens to its passage. `id` is unique to the answer. */
export function createSources(id: string, frame: Frame): SourcesView {
  const { messages } = frame;
  const heading = createElement('h4', {}, messages.sources);
  const cited = createElement('ul', { class: 'sources' });
  const moreHeading = createElement('h4', {}, messages.more);
  const further = createElement('ul', { class: 'sources', part: 'more' });
  const note = createElement('p', { class: 'check', part: 'check-source' });
  const element = createElement(
    'section',
    { part: 'sources', hidden: true },
    heading,
    cited,
    note,
    moreHeading,
    further,
  );
  const sources = new Map<number, { readonly citation: Citation; readonly source: Source }>();

  return {
    element,
    update(citations, more, noteText) {
      for (const citation of citations) {
        const known = sources.get(citation.number);
        if (known !== undefined && JSON.stringify(known.citation) === JSON.stringify(citation)) continue;
        sources.set(citation.number, { citation, source: createSource(`${id}-${citation.number}`, citation, frame) });
      }
      for (const [list, belongs] of [
        [cited, (number: number) => !more.includes(number)],
        [further, (number: number) => more.includes(number)],
      ] as const) {
        const wanted = citations
          .filter(({ number }) => belongs(number))
          .map(({ number }) => sources.get(number)!.source.element);
        // Nodes that stay are left alone: replacing them would take the focus away.
        for (const node of [...list.children]) if (!wanted.includes(node as HTMLElement)) node.remove();
        for (const node of wanted) if (node.parentNode !== list) list.append(node);
        list.hidden = wanted.length === 0;
      }
      heading.hidden = cited.hidden;
      moreHeading.hidden = further.hidden;
      note.hidden = noteText === null;
      note.textContent = noteText;
      element.hidden = citations.length === 0;
    },
    reveal(number, origin) {
      const source = sources.get(number)?.source;
      if (source === undefined) return;
      source.origin = origin;
      source.setOpen(true);
      source.passage.focus({ preventScroll: true });
      source.showQuote();
    },
  };
}

function createSource(id: string, citation: Citation, frame: Frame): Source {
  const { messages, locale } = frame;
  const date =
    citation.publishedOn === null ? messages.undated : messages.asOf(formatDate(citation.publishedOn, locale));
  const meta = `${publisherName(citation.publisher, messages)} · ${date}`;
  const toggle = createButton(
    { class: 'source-toggle', 'aria-expanded': 'false', 'aria-controls': id },
    () => {
      source.setOpen(passage.hidden !== false);
      if (!passage.hidden) source.showQuote();
    },
    createElement('span', { class: 'number' }, String(citation.number)),
    createElement(
      'span',
      { class: 'source-name' },
      createElement('span', { class: 'source-title', dir: 'auto', lang: citation.language }, citation.title),
      createElement('span', { class: 'source-meta', dir: 'auto' }, meta),
    ),
    createIcon('expand'),
  );
  const passage = renderPassage(id, citation, frame);
  const element = createElement('li', { part: 'source' }, toggle, passage);
  const source: Source = {
    element,
    passage,
    origin: null,
    showQuote() {
      (passage.querySelector('mark') ?? passage).scrollIntoView({ block: 'nearest' });
    },
    setOpen(open) {
      passage.hidden = !open;
      setAttributes(toggle, { 'aria-expanded': String(open) });
    },
  };
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || passage.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    source.setOpen(false);
    (source.origin ?? toggle).focus();
    source.origin = null;
  });
  return source;
}

function renderPassage(id: string, citation: Citation, { messages }: Frame): HTMLElement {
  const address = webAddress(citation.url);
  return createElement(
    'div',
    {
      id,
      class: 'passage',
      part: 'passage',
      role: 'group',
      'aria-label': messages.source(citation.number, citation.title),
      tabindex: -1,
      hidden: true,
    },
    citation.heading === '' ? null : createElement('p', { class: 'passage-heading', dir: 'auto' }, citation.heading),
    createElement('blockquote', { lang: citation.language, dir: 'auto' }, ...markQuote(citation)),
    address === null ? null : createElement('p', {}, createOuterLink(address, messages.openPage, messages.newTab)),
  );
}

/** The passage with its quote in a `<mark>`; unmarked where the quote is not in it, which the server rules out. */
function markQuote({ passage, quote }: Citation): (Node | string)[] {
  const start = quote === '' ? -1 : passage.indexOf(quote);
  if (start < 0) return [passage];
  return [passage.slice(0, start), createElement('mark', {}, quote), passage.slice(start + quote.length)];
}
