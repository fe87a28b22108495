import { describe, expect, it } from 'vitest';
import { parseDocumentFile, printDocumentFile } from '../../src/corpus/document-file.ts';
import { sampleDocument, sampleMetadata } from '../support/sample-document.ts';

const ID = 'stadt-musterstadt/neue-oeffnungszeiten';
const HEAD = '---\ntitle: Neue Öffnungszeiten\npublisher: Stadt Musterstadt\nstatus: live\nlanguage: de\n---\n';

describe('parseDocumentFile', () => {
  it('reads metadata, canonical text and blocks', () => {
    const { document, problems } = parseDocumentFile({ id: ID, text: `${HEAD}\n## Montag\n\nVon **8** bis 12 Uhr.\n` });
    expect(problems).toEqual([]);
    expect(document).toMatchObject({ ...sampleMetadata(), id: ID, text: 'Montag\n\nVon 8 bis 12 Uhr.' });
    expect(document?.blocks).toEqual([
      { kind: 'heading', level: 2, start: 0, end: 6 },
      { kind: 'paragraph', start: 8, end: 25 },
    ]);
    expect(document?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reads Windows line ends like others', () => {
    const text = `${HEAD}\nEins.\n\nZwei.\n`;
    expect(parseDocumentFile({ id: ID, text: text.replaceAll('\n', '\r\n') })).toEqual(
      parseDocumentFile({ id: ID, text }),
    );
  });

  it('keeps a document with warnings and names its path', () => {
    const { document, problems } = parseDocumentFile({
      id: ID,
      text: `${HEAD.replace('status', 'autor: Anna\nstatus')}Text.`,
    });
    expect(document?.text).toBe('Text.');
    expect(problems).toEqual([
      { path: `${ID}.md`, severity: 'warning', message: expect.stringContaining('autor') as string },
    ]);
  });

  it.each([
    ['no front matter', 'Nur Text.', /front matter/],
    ['front matter that is not closed', '---\ntitle: A\n\nText.', /front matter/],
    ['front matter in a programming language', '---js\ntitle: A\n---\nText.', /front matter/],
    ['no text', HEAD, /no text/],
    ['nothing visible', `${HEAD}<!-- nur ein Kommentar -->`, /no text/],
    ['a missing key', `${HEAD.replace('status: live\n', '')}Text.`, /status is missing/],
    ['quotations without end', HEAD + '>'.repeat(20_000), /nested/],
  ])('refuses a file with %s', (_name, text, message) => {
    const { document, problems } = parseDocumentFile({ id: ID, text });
    expect(document).toBeNull();
    expect(problems).toEqual([
      { path: `${ID}.md`, severity: 'error', message: expect.stringMatching(message) as string },
    ]);
  });
});

describe('the digest of a document', () => {
  const digest = sampleDocument('Von 8 bis 12 Uhr.').digest;

  it('does not depend on the order of keys or the way in which the text is marked up', () => {
    const text =
      '---\nlanguage: de\nstatus: live\npublisher: Stadt Musterstadt\ntitle: "Neue Öffnungszeiten"\n---\nVon *8* bis\n12 Uhr.';
    expect(parseDocumentFile({ id: ID, text }).document?.digest).toBe(digest);
  });

  it.each([
    ['text', sampleDocument('Von 8 bis 13 Uhr.')],
    ['kind of block', sampleDocument('> Von 8 bis 12 Uhr.')],
    ['title', sampleDocument('Von 8 bis 12 Uhr.', { title: 'Öffnungszeiten' })],
    ['validity', sampleDocument('Von 8 bis 12 Uhr.', { validUntil: '2026-12-31' })],
    ['id', sampleDocument('Von 8 bis 12 Uhr.', { id: 'stadt-musterstadt/zeiten' })],
  ])('changes with the %s', (_name, changed) => {
    expect(changed.digest).not.toBe(digest);
  });
});

describe('printDocumentFile', () => {
  it('prints what parseDocumentFile reads back', () => {
    const metadata = sampleMetadata({ topics: ['Rathaus'], contact: '06221 58-0' });
    const markdown = '    eingerückt\n\n---\n\n- a\n- b\n';
    const { document } = parseDocumentFile({ id: ID, text: printDocumentFile(metadata, markdown) });
    expect(document).toMatchObject({ ...metadata, text: 'eingerückt\n\na\nb' });
    expect(document?.blocks.map(({ kind }) => kind)).toEqual(['code', 'list-item', 'list-item']);
  });
});
