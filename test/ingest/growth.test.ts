import { describe, expect, it } from 'vitest';
import { cleanPage } from '../../src/ingest/clean.ts';
import { loadHtml } from '../../src/ingest/loaders/html.ts';
import { loadMarkdown } from '../../src/ingest/loaders/markdown.ts';
import { loadText } from '../../src/ingest/loaders/text.ts';

/** Repetitions that make careless patterns and scanners look at the same characters again and again. */
const HOSTILE: Readonly<Record<string, string>> = {
  spaces: ' ',
  tabs: '\t',
  'opening angles': '<',
  'opening brackets': '(',
  'square brackets': '[',
  'link ends': '](',
  'opening quotes': '„',
  stars: '*',
  backslashes: '\\',
  pipes: '| a ',
  'one long line of words': 'Wort ',
  'one long line of menu words': 'Haus Garten ',
  'short lines': 'Kurz\n',
  'short paragraphs': 'Kurz\n\n',
  'contact openers': 'Kontakt\n\n',
  bylines: '3. Mai\n\nTitel\n\n',
  credits: 'Das ist eine Brücke. (Foto: Muster)\n',
  'read more': 'Das ist ein Satz, der lang genug für eine kurze Nachricht ist. mehr...\n',
  'boxes of links': 'Lesen Sie auch\n\nKurz\n\n',
  chatbots: 'Ich bin Muster. Ich bin ein Chatbot.\n\n',
  'mail signs': 'a@',
  'places with forms': 'Stadt Muster ',
  fences: '```\n',
};

/** Characters of the smaller text; the larger has twice as many. */
const CHARS = 30_000;
/** Twice the text may take this many times as long: quadratic work would take four times, the rest is noise of a busy machine. */
const RATIO_MAX = 3;
/** Below this, a measurement is noise. */
const MS_MIN = 60;

/** Milliseconds of the fastest of several runs: others on the machine can only make a run slower. */
function fastest(run: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 3; turn += 1) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

describe('cleaning time', () => {
  it.each(Object.keys(HOSTILE))('grows with the text, not with its square: %s', { retry: 2 }, (name) => {
    const piece = HOSTILE[name]!;
    const text = (chars: number): string => `Titel\n\nx${piece.repeat(chars / piece.length)}x`;
    for (const load of [loadText, (plain: string) => loadMarkdown(plain, 'a.md')]) {
      const once = fastest(() => cleanPage(load(text(CHARS))));
      const twice = fastest(() => cleanPage(load(text(2 * CHARS))));
      expect(twice).toBeLessThan(Math.max(once, MS_MIN) * RATIO_MAX);
    }
  });

  it.each(['<p>a', '<b>a</b> ', '<br>', '<table><tr><td>a<td>b</table>', '< ', '<h2>a</h2>', '<!-- -->', '</div>'])(
    'grows with a web page of %s',
    // Other work on the machine can spoil one measurement; square growth spoils all.
    { retry: 2 },
    (piece) => {
      const page = (marks: number): string => `<body><main>${piece.repeat(marks)}</main></body>`;
      const once = fastest(() => cleanPage(loadHtml(page(1000), 'a.html')));
      const twice = fastest(() => cleanPage(loadHtml(page(2000), 'a.html')));
      expect(twice).toBeLessThan(Math.max(once, MS_MIN) * RATIO_MAX);
    },
  );
});
