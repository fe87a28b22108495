import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkDocument } from '../../src/ingest/chunk.ts';
import { sentenceRanges } from '../../src/language/sentences.ts';
import type { Document } from '../../src/types.ts';
import { sampleDocument } from '../support/sample-document.ts';

const OPTIONS = { charsTarget: 60, charsMax: 100 };
/** A sentence of exactly so many characters. */
const sentence = (chars: number) => `S${'o '.repeat(chars).slice(0, chars - 3)}o.`;
const textsOf = (document: Document, options = OPTIONS) =>
  chunkDocument(document, options).map(({ start, end }) => document.text.slice(start, end));

describe('chunkDocument', () => {
  it('puts short paragraphs together up to the target', () => {
    const [a, b, c] = [sentence(25), sentence(30), sentence(20)] as const;
    expect(textsOf(sampleDocument([a, b, c].join('\n\n')))).toEqual([`${a}\n\n${b}`, c]);
  });

  it('begins a new chunk with every heading and leaves the heading itself out', () => {
    const document = sampleDocument(
      'Vorweg.\n\n## Rat\n\nEins.\n\n### Sitzung\n\nZwei.\n\n## Amt\n\nDrei.\n\n#### Zimmer\n\nVier.',
    );
    expect(
      chunkDocument(document, OPTIONS).map(({ start, end, headingPath }) => [
        document.text.slice(start, end),
        headingPath,
      ]),
    ).toEqual([
      ['Vorweg.', []],
      ['Eins.', ['Rat']],
      ['Zwei.', ['Rat', 'Sitzung']],
      ['Drei.', ['Amt']],
      ['Vier.', ['Amt', 'Zimmer']],
    ]);
  });

  it('names a heading of two lines on one line', () => {
    expect(chunkDocument(sampleDocument('## Rat<br>und Amt\n\nEins.'), OPTIONS)[0]?.headingPath).toEqual([
      'Rat und Amt',
    ]);
  });

  it('does not repeat the title in the heading path', () => {
    const document = sampleDocument('# Neue Öffnungszeiten\n\n## Rat\n\nEins.', { title: 'Neue Öffnungszeiten' });
    expect(chunkDocument(document, OPTIONS)[0]?.headingPath).toEqual(['Rat']);
  });

  it('keeps a paragraph whole up to the maximum', () => {
    const paragraph = `${sentence(49)} ${sentence(50)}`;
    expect(textsOf(sampleDocument(paragraph))).toEqual([paragraph]);
  });

  it('cuts a longer paragraph between sentences, each piece up to the target', () => {
    const sentences = [sentence(25), sentence(30), sentence(40), sentence(20)] as const;
    expect(textsOf(sampleDocument(sentences.join(' ')))).toEqual([
      `${sentences[0]} ${sentences[1]}`,
      sentences[2],
      sentences[3],
    ]);
  });

  it('never cuts a sentence, however long it is', () => {
    const [short, long] = [sentence(20), sentence(300)] as const;
    expect(textsOf(sampleDocument(`${short} ${long} ${short}`))).toEqual([short, long, short]);
  });

  it('keeps a list with the paragraph that leads to it as long as both fit', () => {
    const list = ['Mitzubringen sind:', '- Ausweis', '- Passfoto', '- Gebühr in bar'].join('\n');
    const before = sentence(50);
    expect(textsOf(sampleDocument(`${before}\n\n${list}`))).toEqual([
      before,
      'Mitzubringen sind:\n\nAusweis\nPassfoto\nGebühr in bar',
    ]);
  });

  it('spreads a list that is too long over chunks of whole items', () => {
    const items = Array.from({ length: 6 }, (_, at) => `Punkt ${at} ${'x'.repeat(20)}`);
    expect(textsOf(sampleDocument(`Es gilt:\n\n${items.map((item) => `- ${item}`).join('\n')}`))).toEqual([
      `Es gilt:\n\n${items[0]}`,
      `${items[1]}\n${items[2]}`,
      `${items[3]}\n${items[4]}`,
      items[5],
    ]);
  });

  it('keeps the rows of a table whole', () => {
    const table = `| Name | Amt |\n|---|---|\n${Array.from({ length: 4 }, (_, at) => `| Name${at} | Amt ${'x'.repeat(20)} |`).join('\n')}`;
    for (const text of textsOf(sampleDocument(table))) {
      for (const row of text.split('\n')) expect(row).toMatch(/^Name: Name\d; Amt: Amt x{20}$/);
    }
  });

  it('makes one chunk of a document that has headings only', () => {
    const document = sampleDocument('## Montag geschlossen\n\n## Dienstag offen');
    expect(textsOf(document)).toEqual([document.text]);
  });

  it('gives no chunk for a section without text', () => {
    expect(textsOf(sampleDocument('## Leer\n\n## Rat\n\nEins.\n\n## Auch leer'))).toEqual(['Eins.']);
  });

  it('indexes title, date and heading path before the text, and what is there of them', () => {
    const dated = sampleDocument('## Rat\n\n### Sitzung\n\nEins.', {
      title: 'Titel',
      publishedOn: { date: '2023-02', precision: 'month' },
      dateBasis: 'stated',
    });
    expect(chunkDocument(dated, OPTIONS)[0]?.indexedText).toBe('Titel\n2023-02\nRat › Sitzung\nEins.');
    expect(chunkDocument(sampleDocument('Eins.', { title: 'Titel' }), OPTIONS)[0]?.indexedText).toBe('Titel\nEins.');
  });

  it('has the SHA-256 of the indexed text as digest, so that only changed chunks are embedded again', () => {
    const [old, changed] = ['Eins.', 'Zwei.'].map((last) =>
      chunkDocument(sampleDocument(`## A\n\nNull.\n\n## B\n\n${last}`), OPTIONS),
    );
    expect(old?.[0]?.digest).toBe(createHash('sha256').update('Neue Öffnungszeiten\nA\nNull.').digest('hex'));
    expect(changed?.[0]?.digest).toBe(old?.[0]?.digest);
    expect(changed?.[1]?.digest).not.toBe(old?.[1]?.digest);
  });

  it('puts every sentence outside headings into exactly one chunk, uncut, whatever the document is', () => {
    const word = fc.constantFrom('Rat', 'tagt', 'am', '3. März', 'z. B.', 'im', 'Saal', '11,9', 'Dr. Seitz', 'Straße');
    const phrase = fc
      .tuple(fc.array(word, { minLength: 1, maxLength: 12 }), fc.constantFrom('.', '?', '!', ''))
      .map(([found, end]) => `Der ${found.join(' ')}${end}`);
    const paragraph = fc.array(phrase, { minLength: 1, maxLength: 8 }).map((phrases) => phrases.join(' '));
    const block = fc.oneof(
      paragraph,
      fc.tuple(fc.constantFrom('# ', '## ', '### ', '> '), phrase).map((parts) => parts.join('')),
      fc.array(phrase, { minLength: 1, maxLength: 6 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
      fc
        .array(phrase, { minLength: 1, maxLength: 4 })
        .map((rows) => `| A | B |\n|---|---|\n${rows.map((row) => `| ${row} | x |`).join('\n')}`),
    );
    const options = fc
      .tuple(fc.integer({ min: 20, max: 200 }), fc.integer({ min: 0, max: 200 }))
      .map(([charsTarget, more]) => ({ charsTarget, charsMax: charsTarget + more }));

    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), options, (blocks, sizes) => {
        const document = sampleDocument(blocks.join('\n\n'));
        const chunks = chunkDocument(document, sizes);
        const headings = document.blocks.filter(({ kind }) => kind === 'heading');
        const isWithin = (inner: { start: number; end: number }, outer: { start: number; end: number }) =>
          inner.start >= outer.start && inner.end <= outer.end;
        const hasText = headings.length < document.blocks.length;

        const sentences = sentenceRanges(document.text).filter(
          (range) => !hasText || !headings.some((heading) => isWithin(range, heading)),
        );
        for (const range of sentences) expect(chunks.filter((chunk) => isWithin(range, chunk))).toHaveLength(1);

        for (const [at, chunk] of chunks.entries()) {
          expect(chunk.position).toBe(at);
          expect(chunk.start).toBeGreaterThanOrEqual(chunks[at - 1]?.end ?? 0);
          expect(sentences.some(({ start }) => start === chunk.start)).toBe(true);
          expect(sentences.some(({ end }) => end === chunk.end)).toBe(true);
          const within = sentences.filter((range) => isWithin(range, chunk));
          if (hasText && within.length > 1) expect(chunk.end - chunk.start).toBeLessThanOrEqual(sizes.charsMax);
          if (hasText)
            expect(headings.some((heading) => heading.start < chunk.end && heading.end > chunk.start)).toBe(false);
        }
      }),
    );
  });
});
