/** The part of the DOM that loaders use. The project compiles without browser types, and the parser's own lean on them. */
export interface HtmlElement {
  /** Upper case, for example `TABLE`. */
  readonly tagName: string;
  readonly id: string;
  readonly className: string;
  readonly textContent: string | null;
  readonly parentElement: HtmlElement | null;
  readonly parentNode: HtmlElement | null;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  closest(selector: string): HtmlElement | null;
  querySelector(selector: string): HtmlElement | null;
  querySelectorAll(selector: string): Iterable<HtmlElement>;
  remove(): void;
}

export interface HtmlDocument extends HtmlElement {
  readonly documentElement: HtmlElement | null;
  readonly body: HtmlElement | null;
}

/** The element's text with white space collapsed. */
export function textOf(element: HtmlElement | null): string {
  return collapseSpace(element?.textContent ?? '');
}

/** Runs of white space as one space, none at the ends. */
export function collapseSpace(text: string): string {
  return text
    .split(/\s/)
    .filter((part) => part !== '')
    .join(' ');
}
