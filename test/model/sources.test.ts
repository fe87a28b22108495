import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTrainingData, readCorpusFolder, readTrainingFolder, type TrainingPair } from '../../model/train/sources.ts';

const LONG = 'Dieser Satz ist lang genug, um als Absatz zu gelten.';
const PLAIN = 'Ein Amt ist eine Stelle, an die man sich wenden kann.';
const ENGLISH = 'This sentence is long enough to count as a paragraph.';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lumi-training-'));
  const files: Record<string, object[]> = {
    'encyclopedia-paragraphs': [
      { title: 'Amt', h: [], i: 0, text: LONG },
      { title: 'Amt', h: ['Geschichte'], i: 1, text: LONG },
      { title: 'Amt', h: [], i: 2, text: 'Zu kurz.' },
    ],
    'encyclopedia-plain-language': [{ title: 'Amt', text: PLAIN }],
    'laws-0': [
      { law: 'Gesetz', h: ['§ 1'], text: LONG },
      { law: 'Gesetz', h: ['§ 2'], text: `<td>${LONG}</td>` },
    ],
    'laws-1': [],
    'parliament-procedures': [
      { titel: 'Erstes' },
      { titel: 'Lärm (G-SIG: 10000009)', abstrakt: LONG, schlagwort: ['', 'Lärm'] },
    ],
    'municipal-pages-de-en': [{ id: '1', title_de: 'Amt', text_de: LONG, title_en: 'Office', text_en: ENGLISH }],
    'municipal-questions': [
      { page: '1', question: 'Where is it?' },
      { page: '2', question: 'Unknown page?' },
    ],
  };
  for (const [name, records] of Object.entries(files)) {
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    await writeFile(join(folder, `${name}.jsonl.gz`), gzipSync(lines));
  }
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('readTrainingFolder', () => {
  it('pairs titles with their text, in each file in its own way', async () => {
    const pairs = await collect(readTrainingFolder(folder));
    const of = (file: string) => [
      ...new Set(
        pairs.filter((found) => found.file.startsWith(file)).map(({ pair }) => `${pair.question} → ${pair.passage}`),
      ),
    ];
    expect(of('encyclopedia-paragraphs')).toEqual([`Amt → ${LONG}`, `${PLAIN} → ${LONG}`, `Amt Geschichte → ${LONG}`]);
    expect(of('encyclopedia-plain')).toEqual([`Amt → ${PLAIN}`]);
    expect(of('laws')).toEqual([`§ 2 Gesetz →  ${LONG} `]);
    expect(of('parliament')).toEqual([`Lärm → ${LONG}`]);
    expect(of('municipal-pages')).toEqual([
      `Amt → ${LONG}`,
      `Office → ${ENGLISH}`,
      `Office → ${LONG}`,
      `Amt → ${ENGLISH}`,
      `${ENGLISH} → ${LONG}`,
    ]);
    expect(of('municipal-questions')).toEqual([`Where is it? → ${LONG}`, `Where is it? → ${ENGLISH}`]);
  });
});

describe('hasTrainingData', () => {
  it('tells a folder with the files from one without', async () => {
    expect(await hasTrainingData(folder)).toBe(true);
    expect(await hasTrainingData(join(folder, 'missing'))).toBe(false);
  });
});

describe('readCorpusFolder', () => {
  it('pairs the title of a document and the nearest heading with each paragraph', async () => {
    const corpus = join(folder, 'corpus/stadt');
    await mkdir(corpus, { recursive: true });
    const frontMatter = 'title: Das Amt\npublisher: Stadt\nstatus: live\nsource: Erfunden\nlanguage: de';
    await writeFile(join(corpus, 'amt.md'), `---\n${frontMatter}\n---\n\n${LONG}\n\n## Ort\n\nKurz.\n\n${PLAIN}\n`);
    const pairs = await collect(readCorpusFolder(join(folder, 'corpus')));
    expect(pairs.map(({ pair }) => [pair.question, pair.passage])).toEqual([
      ['Das Amt', LONG],
      ['Das Amt Ort', PLAIN],
    ]);
  });
});

async function collect(
  found: AsyncIterable<{ file: string; pair: TrainingPair }>,
): Promise<{ file: string; pair: TrainingPair }[]> {
  const all = [];
  for await (const entry of found) all.push(entry);
  return all;
}
