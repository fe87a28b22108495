import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCollection, withCorpusOf } from '../../eval/beir.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lumi-beir-'));
  const lines = (...rows: object[]) => `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
  writeFileSync(join(folder, 'corpus.jsonl'), lines({ id: 'p1', title: 'T', text: 'Text' }));
  writeFileSync(join(folder, 'queries.jsonl'), lines({ id: 'q1', text: 'Frage?', split: 'dev', answerable: true }));
  writeFileSync(join(folder, 'qrels.tsv'), 'query-id\tcorpus-id\tscore\nq1\tp1\t1\nq1\tp2\t2\nq1\tp3\t0\nq2\tp1\t1\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('readCollection', () => {
  it('reads documents, questions and what is relevant above 0', async () => {
    const collection = await readCollection(folder);
    expect(collection.documents).toEqual([{ id: 'p1', title: 'T', text: 'Text' }]);
    expect(collection.questions).toEqual([{ id: 'q1', text: 'Frage?', split: 'dev', answerable: true }]);
    expect(collection.relevant).toEqual(
      new Map([
        ['q1', new Set(['p1', 'p2'])],
        ['q2', new Set(['p1'])],
      ]),
    );
  });
});

describe('withCorpusOf', () => {
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

  it('keeps texts as they are, and tells each by its own id', async () => {
    const documents = [
      { id: 'erstes/ä:1', title: 'Titel: "eins" # \\ {1}', text: LINES.join('\n') },
      { id: 'zweites', title: 'Zwei', text: 'Der Storch brütet auf dem Schornstein.' },
    ];
    await withCorpusOf(documents, 'de', async (chatbot, idOf) => {
      const listed = new Map(chatbot.listDocuments().map((document) => [idOf(document.id), document]));
      expect([...listed.keys()].sort()).toEqual(['erstes/ä:1', 'zweites']);
      const first = listed.get('erstes/ä:1')!;
      expect(first.title).toBe(documents[0]!.title);
      expect(first.text.split('\n').filter((line) => line !== '')).toEqual(LINES.map((line) => line.trim()));
      const [best] = await chatbot.retrieve('Wo brütet der Storch?', { limit: 1 });
      expect(idOf(best!.document.id)).toBe('zweites');
    });
  });

  it('measures nothing on a corpus from which a document is missing', async () => {
    const documents = [
      { id: 'a', title: 'A', text: 'Text.' },
      { id: 'leer', title: 'B', text: ' \n ' },
    ];
    await expect(withCorpusOf(documents, 'de', () => Promise.resolve())).rejects.toThrow(/1 of 2 documents/);
  });
});
