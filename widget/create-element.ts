/** Builds nodes. Text becomes text nodes and nothing is ever parsed as HTML, so that no policy is needed to keep foreign markup out. */

/** `null`, `undefined` and `false` leave an attribute out, `true` sets it empty. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Child = Node | string | null;

/** An element with attributes and children; null children are left out. */
export function createElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Sets or removes attributes. */
export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** A button that does not submit a form. */
export function createButton(
  attributes: Attributes,
  onClick: () => void,
  ...children: readonly Child[]
): HTMLButtonElement {
  const button = createElement('button', { type: 'button', ...attributes }, ...children);
  button.addEventListener('click', onClick);
  return button;
}

/** A link into a new tab, since the conversation lives only as long as the page does. */
export function createOuterLink(address: string, text: string, hint: string): HTMLAnchorElement {
  return createElement(
    'a',
    { href: address, target: '_blank', rel: 'noopener noreferrer' },
    text,
    createElement('span', { class: 'unseen' }, ` ${hint}`),
  );
}
