import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withCorpusOf, writeCorpus } from '../../eval/collection-corpus.ts';
import { parseDocumentFile } from '../../src/corpus/document-file.ts';
import { isLumiError } from '../../src/errors.ts';

/** Lines that Markdown would read as something else. */
const LINES = [
  '# Kein Titel',
  '- kein Punkt',
  '1. keine Liste',
  '2) auch nicht',
  '> kein Zitat',
  '| a | b |',
  '---',
  '    eingerückt',
  '*Stern* _Strich_ `Code` ~~weg~~ [Text](https://a.example) ![Bild](b.png)',
  '<b>fett</b> &amp; &lt; \\ Ende',
  '=== ```',
  'title: "Vorspann": {ja} #1',
];

describe('withCorpusOf', () => {
  it('keeps texts as they are, and tells each by its own id', async () => {
    const documents = [
      { id: 'erstes/ä:1', title: 'Titel: "eins" # \\ {1}', text: LINES.join('\n') },
      { id: 'zweites', title: 'Zwei', text: 'Der Storch brütet auf dem Schornstein.' },
    ];
    await withCorpusOf(documents, { language: 'de' }, async ({ chatbot, idOf }) => {
      const listed = new Map(chatbot.listDocuments().map((document) => [idOf(document.id), document]));
      expect([...listed.keys()].sort()).toEqual(['erstes/ä:1', 'zweites']);
      const first = listed.get('erstes/ä:1')!;
      expect(first.title).toBe(documents[0]!.title);
      expect(first.text.split('\n').filter((line) => line !== '')).toEqual(LINES.map((line) => line.trim()));
      const [best] = await chatbot.retrieve('Wo brütet der Storch?', { limit: 1 });
      expect(idOf(best!.document.id)).toBe('zweites');
    });
  });

  it('finds the line of a place, counting blank lines of the text', async () => {
    const page = ['', 'Erste Zeile.', '', '   ', '- Vierte Zeile.', 'Fünfte Zeile. Noch ein Satz.', ''];
    await withCorpusOf(
      [{ id: 'p', title: 'Seite', text: page.join('\n') }],
      { language: 'de' },
      ({ chatbot, lineOf }) => {
        const { id, text } = chatbot.listDocuments()[0]!;
        // The text begins with a line break: "Erste" stands on line 1 (from 0), "Vierte" on 4, "Fünfte" on 5.
        expect(lineOf(id, text.indexOf('Erste'))).toBe(1);
        expect(lineOf(id, text.indexOf('- Vierte'))).toBe(4);
        expect(lineOf(id, text.indexOf('Fünfte'))).toBe(5);
        expect(lineOf(id, text.indexOf('Noch ein Satz.') + 'Noch ein Satz.'.length - 1)).toBe(5);
        expect(() => lineOf(id, text.length)).toThrow(RangeError);
        // Between two blocks there is no line.
        expect(() => lineOf(id, text.indexOf('- Vierte') - 1)).toThrow(RangeError);
        return Promise.resolve();
      },
    );
  });

  it('takes the language and the settings it is given', async () => {
    await withCorpusOf(
      [{ id: 'p', title: '', text: 'The pool opens at nine.' }],
      { language: 'en', adjust: (config) => ({ ...config, answers: { ...config.answers, sentencesMax: 1 } }) },
      ({ chatbot }) => {
        expect(chatbot.listDocuments().map(({ language, title }) => [language, title])).toEqual([['en', 'p']]);
        expect(chatbot.config.answers.sentencesMax).toBe(1);
        return Promise.resolve();
      },
    );
  });

  it('answers by the clock it is given', async () => {
    const documents = [{ id: 'p', title: 'Bad', text: 'Das Bad hat drei Becken.' }];
    const now = () => new Date('2030-01-02T12:00:00Z');
    const answer = await withCorpusOf(documents, { language: 'de', now }, ({ chatbot }) =>
      chatbot.answerQuestion({ question: 'Wie viele Becken?', history: [], language: 'de', plainLanguage: false }),
    );
    expect(answer.createdAt).toBe('2030-01-02T12:00:00.000Z');
  });

  it('gives what the step gives and leaves nothing behind, also where the step fails', async () => {
    const documents = [{ id: 'p', title: 'P', text: 'Text.' }];
    let folder = '';
    const result = await withCorpusOf(documents, { language: 'de' }, ({ chatbot }) => {
      folder = dirname(chatbot.config.corpusDir);
      expect(existsSync(chatbot.config.corpusDir)).toBe(true);
      return Promise.resolve(42);
    });
    expect(result).toBe(42);
    expect(existsSync(folder)).toBe(false);
    const failing = withCorpusOf(documents, { language: 'de' }, ({ chatbot }) => {
      folder = dirname(chatbot.config.corpusDir);
      return Promise.reject(new Error('no more'));
    });
    await expect(failing).rejects.toThrow('no more');
    expect(existsSync(folder)).toBe(false);
  });

  it('measures nothing on a corpus from which a document is missing', async () => {
    const documents = [
      { id: 'a', title: 'A', text: 'Text.' },
      { id: 'leer', title: 'B', text: ' \n ' },
    ];
    const step = withCorpusOf(documents, { language: 'de' }, () => Promise.resolve());
    await expect(step).rejects.toThrow(/1 of 2 documents/);
    await expect(step).rejects.toSatisfy((error: unknown) => isLumiError(error, 'corpus_invalid'));
  });
});

describe('writeCorpus', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lumi-write-corpus-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** The document that a text becomes. */
  async function written(title: string, text: string) {
    const byCorpusId = await writeCorpus(folder, [{ id: 'p', title, text }], 'de');
    const [id] = byCorpusId.keys();
    return parseDocumentFile({ id: id!, text: readFileSync(join(folder, `${id!}.md`), 'utf8') }).document;
  }

  it('gives the documents by their ids in the corpus, in order', async () => {
    const documents = ['x', 'y'].map((id) => ({ id, title: id, text: id }));
    expect([...(await writeCorpus(folder, documents, 'de'))]).toEqual([
      ['bench/d0', documents[0]],
      ['bench/d1', documents[1]],
    ]);
  });

  it('calls a document without a title by its id', async () => {
    expect((await written('', 'Text.'))!.title).toBe('p');
  });

  /** The lines of the canonical text, without regard to spacing. */
  async function linesShown(text: string): Promise<string[]> {
    const document = await written('Titel', text);
    return document!.blocks.map(({ start, end }) => squeeze(document!.text.slice(start, end)));
  }

  it('makes one block of each line that holds something, whatever marks stand in it', async () => {
    const marks = '#*-_+=>|`~[](){}<>!&\\.:;"\'0123456789 '.split('');
    const part = fc.constantFrom(...marks, 'wort', '  ', 'Straße', '&nbsp;', '&amp;', '\t');
    const line = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));
    // Some words at the front, so that no document is without text.
    const text = fc.array(line, { maxLength: 6 }).map((lines) => ['Ein Wort.', ...lines]);
    await fc.assert(
      fc.asyncProperty(text, async (lines) => {
        expect(await linesShown(lines.join('\n'))).toEqual(lines.map(squeeze).filter((each) => each !== ''));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    'Mehr auf https://www.rems-murr-kreis.example/bad_und_sauna?a=1&b=2#zeiten.',
    'Siehe www.stadt-ulm.example',
    'Schreibe an bad_am-see@stadt-ulm.example!',
  ])('keeps the address in "%s" as it is', async (line) => {
    expect(await linesShown(line)).toEqual([line]);
  });

  it.each([
    ['a lone carriage return', 'eins\rzwei'],
    ['a tabulator', 'eins\tzwei'],
    ['a zero-width space', '\u200b'],
    ['a byte order mark', '\ufeff'],
    ['a line separator', 'eins\u2028zwei'],
    ['a form feed', 'eins\fzwei'],
    ['a soft hyphen', '\u00ad'],
    ['two spaces at the end', 'eins  '],
    ['a backslash at the end', 'eins\\'],
  ])('counts lines as the collection does, with %s in one', async (_, line) => {
    const text = ['Vorher.', line, 'Nachher.'].join('\n');
    // A line without a visible sign holds nothing.
    const filled = text.split('\n').filter((each) => /[^\s\u200b\u00ad]/.test(each));
    expect(await linesShown(text)).toHaveLength(filled.length);
  });
});

function squeeze(line: string): string {
  return line.trim().replace(/\s+/g, ' ');
}
