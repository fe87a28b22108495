/** The two parts of a Markdown file with front matter. */
export interface FrontMatterParts {
  /** The YAML between the fences, not parsed; null where the file has none. */
  readonly yaml: string | null;
  /** What follows, starting with its first line. */
  readonly body: string;
}

/**
 * Splits off front matter: a first line `---`, YAML, a closing line `---`. A file whose fence is never closed has none; other languages
 * (`---js`) are not front matter and stay text. Expects LF line ends.
 */
export function splitFrontMatter(text: string): FrontMatterParts {
  if (!text.startsWith('---\n')) return { yaml: null, body: text };
  // The search starts at the line feed of the first fence, so an empty block (`---`, `---`) is found too.
  let at = text.indexOf('\n---', 3);
  while (at !== -1) {
    const lineEnd = text.indexOf('\n', at + 1);
    const fence = text.slice(at + 1, lineEnd === -1 ? undefined : lineEnd);
    if (fence.trimEnd() === '---') {
      return { yaml: text.slice(4, Math.max(4, at + 1)), body: lineEnd === -1 ? '' : text.slice(lineEnd + 1) };
    }
    at = text.indexOf('\n---', at + 4);
  }
  return { yaml: null, body: text };
}
