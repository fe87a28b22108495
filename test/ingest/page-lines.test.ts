import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalise } from '../../src/ingest/canonical.ts';
import { escapeMarkdown, readLines } from '../../src/ingest/page-lines.ts';
import { renderMarkdown } from '../../src/ingest/render-markdown.ts';

function texts(markup: 'plain' | 'markdown', text: string): string[] {
  return readLines({ markup, text }).map((line) => line.text);
}

describe('escapeMarkdown', () => {
  it.each([
    '*wichtig* und _kursiv_',
    '# Kein Titel',
    '3. März 2024 war ein Tag',
    '- kein Strich',
    '+ 49 6221',
    '> Zitat',
    '[kein](Verweis) ![kein Bild](a.png)',
    '<b>fett</b> <!-- Kommentar -->',
    '&copy; &amp; A & B',
    '`Code` und \\ Schrägstrich',
    'a | b | c',
    '~~durch~~',
    '---',
    '===',
    '1) Punkt',
    'Preis: 3 * 4 = 12',
  ])('shows %s literally', (text) => {
    expect(canonicalise(escapeMarkdown(text)).text).toBe(text);
  });

  it('shows any line literally', () => {
    const character = fc.constantFrom(...Array.from('aB1 .-+*_#[]()<>!|~`\\&;:=/"\'„ä€'));
    fc.assert(
      fc.property(fc.array(character, { minLength: 1, maxLength: 30 }), (characters) => {
        const line = `a${characters.join('')}`
          .split(' ')
          .filter((part) => part !== '')
          .join(' ');
        expect(canonicalise(escapeMarkdown(line)).text).toBe(line);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('readLines of plain text', () => {
  it('joins the lines of a paragraph that is wrapped at a margin', () => {
    const wrapped =
      'Musterstadt hat seit Montag eine neue Brücke über die Muster, die\nlänger als die alte ist und auf beiden Seiten einen Radweg trägt,\nder bis zum Bahnhof führt.';
    expect(texts('plain', wrapped)).toEqual([wrapped.replaceAll('\n', ' ')]);
  });

  it('keeps the lines of an address and of opening hours apart', () => {
    const address = 'Amt für Verkehr und Mobilität der Stadt Musterstadt\nRathaus, Markt 1\n01234 Musterstadt';
    expect(texts('plain', address)).toEqual(address.split('\n'));
    const hours = 'Montag 8 bis 12 Uhr\nDienstag 8 bis 12 Uhr\nMittwoch geschlossen';
    expect(texts('plain', hours)).toEqual(hours.split('\n'));
  });

  it('reads bullets and numbers as lists, and dates as text', () => {
    const text = '• Bad\n- Wald\n\n1. Anmelden\n2) Abholen\n\n3. März 2024 ist der Tag.\n\n12. Sitzung des Rats';
    expect(renderMarkdown(readLines({ markup: 'plain', text }))).toBe(
      '- Bad\n- Wald\n\n1. Anmelden\n2. Abholen\n\n3\\. März 2024 ist der Tag.\n\n12\\. Sitzung des Rats',
    );
  });

  it('collapses odd spaces', () => {
    expect(texts('plain', 'z.\u00A0B.\t 3\u2009km')).toEqual(['z. B. 3 km']);
  });
});

describe('readLines of Markdown', () => {
  it('tells what readers see', () => {
    expect(texts('markdown', '## *Neue* Brücke\n- [Bad](https://stadt.example/a_b)\n1\\. Mai `hier`')).toEqual([
      'Neue Brücke',
      'Bad',
      '1. Mai hier',
    ]);
  });

  it('joins wrapped paragraphs and items, and keeps hard breaks', () => {
    const paragraph = 'Musterstadt hat seit Montag eine neue Brücke\nüber die Muster.';
    expect(texts('markdown', `${paragraph}\n\n- ein Punkt\n  der weitergeht`)).toEqual([
      paragraph.replace('\n', ' '),
      'ein Punkt der weitergeht',
    ]);
    expect(texts('markdown', 'Das Amt für Verkehr und Mobilität im Rathaus  \nam Markt')).toHaveLength(2);
  });

  it('writes Markdown back as it was', () => {
    const markdown =
      '## Titel\n\nText mit [Verweis](https://a.example/).\n\n- eins\n  - zwei\n- drei\n\n```\nCode  hier\n\n- Code\n```\n\n| a | b |\n| --- | --- |\n| 1 | 2 |';
    expect(renderMarkdown(readLines({ markup: 'markdown', text: markdown }))).toBe(markdown);
  });
});
