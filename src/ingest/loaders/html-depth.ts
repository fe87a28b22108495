/** Elements without content: they open nothing. */
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
/** Elements whose end tag may be left out: the next one closes them, so a thousand open paragraphs are not a depth of a thousand. */
const CLOSED_BY_NEXT = new Set('p li dt dd td th tr thead tbody tfoot option optgroup colgroup rt rp'.split(' '));
/** Elements whose content is text, whatever it looks like. */
const RAW = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'noembed', 'noframes']);

const LETTER = /[a-z]/i;
const TAG_NAME = /[a-z0-9:-]{1,40}/iy;

export interface HtmlShape {
  /** Every `<` outside of comments and raw text: tags, and stray marks, which become nodes too. */
  readonly marks: number;
  /** Deepest nesting of elements; counting stops at the first element beyond `depthMax`. */
  readonly depth: number;
}

/**
 * Counts tags and the depth of elements without parsing: parsers recurse, and two hundred thousand nested elements keep one busy for minutes.
 * One pass; a closing tag looks back over at most `depthMax` names.
 */
export function measureHtml(html: string, depthMax: number): HtmlShape {
  const open: string[] = [];
  let marks = 0;
  let depth = 0;
  let at = html.indexOf('<');
  while (at !== -1) {
    marks += 1;
    let next = at + 1;
    if (html.startsWith('!--', next)) {
      next = html.indexOf('-->', next + 3);
      if (next === -1) break;
    } else {
      const isClosing = html[next] === '/';
      const nameAt = isClosing ? next + 1 : next;
      if (LETTER.test(html[nameAt] ?? '')) {
        TAG_NAME.lastIndex = nameAt;
        const name = (TAG_NAME.exec(html)?.[0] ?? '').toLowerCase();
        next = nameAt + name.length;
        if (isClosing) {
          const openedAt = open.lastIndexOf(name);
          if (openedAt !== -1) open.length = openedAt;
        } else {
          if (RAW.has(name)) {
            next = endOfRaw(html, next, name);
            if (next === -1) break;
          } else if (!VOID.has(name) && !CLOSED_BY_NEXT.has(name)) {
            open.push(name);
            depth = Math.max(depth, open.length);
            if (depth > depthMax) break;
          }
        }
      }
    }
    at = html.indexOf('<', next);
  }
  return { marks, depth };
}

/** Where the end tag of a raw element starts; −1 where the file ends first. Looks at each character once, in the page's own case. */
function endOfRaw(html: string, from: number, name: string): number {
  let at = html.indexOf('</', from);
  while (at !== -1) {
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at;
    at = html.indexOf('</', at + 2);
  }
  return -1;
}
