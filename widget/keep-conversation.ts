import { createElement } from './create-element.ts';
import type { Frame } from './frame.ts';
import type { KeepActions } from './render-keep.ts';

/** Copying, printing and saving a conversation; `say` tells the person how it went. */
export function createKeepActions(
  transcript: () => string,
  frame: () => Frame,
  say: (text: string) => void,
): KeepActions {
  const copy = async () => {
    const isCopied = await copyText(transcript());
    const { messages } = frame();
    say(isCopied ? messages.copied : messages.copyFailed);
  };
  return {
    copy: () => void copy(),
    print: () => {
      printText(transcript());
    },
    download: () => {
      const { messages, persona } = frame();
      downloadText(transcript(), `${persona.toLowerCase()}-${messages.fileName}`);
      say(messages.downloaded);
    },
  };
}

/** Puts a text on the clipboard; false where the browser or the page's policy does not let it. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages without TLS have no clipboard at all, which is a TypeError here.
    return false;
  }
}

/** Saves a text as a file of the person's, named `<name>.txt`. */
function downloadText(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  createElement('a', { href: address, download: `${name}.txt` }).click();
  // The browser has taken the file over when the click returns; Safari needs a moment more.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}

const SHEET = `
@media screen { [data-lumi-print] { display: none } }
@media print { body > :not([data-lumi-print]) { display: none !important } }
[data-lumi-print] { font: 12pt/1.5 system-ui, sans-serif; white-space: pre-wrap; overflow-wrap: anywhere }
`;

/** Prints a text instead of the page that the element stands on, and leaves the page as it was. */
function printText(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET);
  const paper = createElement('div', { 'data-lumi-print': true, 'aria-hidden': 'true' }, text);
  document.body.append(paper);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const restore = () => {
    paper.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
  // Phones return from print() before the page is drawn, so the event ends it there.
  window.addEventListener('afterprint', restore, { once: true });
  window.print();
}
