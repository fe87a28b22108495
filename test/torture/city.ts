import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { corpusDigest, readCorpus } from '../../src/corpus/corpus-folder.ts';
import { printDocumentFile } from '../../src/corpus/document-file.ts';
import { sampleMetadata } from '../support/sample-document.ts';
import { runLumi } from './run-lumi.ts';

/**
 * A small city whose documents change from version to version: in version n the pool opens at 7 + n o'clock, and `markttag-<n>` is the only
 * market day. Some rows of a page each make a delta of these changes.
 */
export interface City {
  readonly folder: string;
  readonly corpusDir: string;
  readonly dataDir: string;
  readonly indexDir: string;
  /** Files to be added to the corpus. */
  readonly inboxDir: string;
  /** Environment variables that make Lumi use the folder. */
  readonly env: Readonly<Record<string, string>>;
}

/** What can be told of a version from outside. */
export interface Version {
  /** `corpusDigest` of its documents. */
  readonly digest: string;
  /** Words that are in its answer to `POOL_QUESTION`, and in no other version's. */
  readonly answer: string;
}

export const POOL_QUESTION = 'Wann öffnet das Freibad Quittenberg?';
const PUBLISHER = 'musterstadt';
/** Documents that never change: enough passages that four changed ones are within the tenth that makes a delta. */
const STEADY_DOCUMENTS = 9;
const STEADY_PARAGRAPHS = 10;

const SUBJECTS = ['Das Bürgeramt', 'Die Stadtbibliothek', 'Der Bauhof', 'Die Musikschule', 'Das Tiefbauamt'];
const ACTIONS = ['erneuert im Frühjahr', 'eröffnet nach langer Planung', 'verlegt vorübergehend', 'prüft sorgfältig'];
const OBJECTS = [
  'die Brücke am Mühlenteich',
  'den Radweg zur Aller',
  'das Lager am Hafen',
  'die Halle in der Altstadt',
];

export function cityIn(folder: string): City {
  const dataDir = join(folder, 'data');
  const corpusDir = join(folder, 'corpus');
  return {
    folder,
    corpusDir,
    dataDir,
    indexDir: join(dataDir, 'index'),
    inboxDir: join(folder, 'inbox'),
    env: { LUMI_CORPUS_DIR: corpusDir, LUMI_DATA_DIR: dataDir },
  };
}

/** A new city in version 0, without an index. */
export async function createCity(): Promise<City> {
  const city = cityIn(await mkdtemp(join(tmpdir(), 'lumi-torture-')));
  await mkdir(join(city.corpusDir, PUBLISHER), { recursive: true });
  await mkdir(city.inboxDir);
  for (let number = 0; number < STEADY_DOCUMENTS; number += 1) {
    const paragraphs = Array.from({ length: STEADY_PARAGRAPHS }, (_, at) => steadyParagraph(number, at));
    await writeDocument(city, `meldung-${number}`, `Meldung Nummer ${number}`, paragraphs.join('\n\n'));
  }
  await writeVersion(city, 0);
  await writeFile(
    join(city.inboxDir, 'tierpark.md'),
    printDocumentFile(
      sampleMetadata({ title: 'Der Tierpark', publisher: 'Musterstadt' }),
      'Im Tierpark leben 17 Erdmännchen.',
    ),
  );
  return city;
}

/** Turns the corpus into that of a version. */
export async function writeVersion(city: City, version: number): Promise<void> {
  await rm(join(city.corpusDir, PUBLISHER, `markttag-${version - 1}.md`), { force: true });
  await writeDocument(
    city,
    'freibad-quittenberg',
    'Das Freibad Quittenberg im Sommer',
    `Das Freibad Quittenberg öffnet im Sommer täglich um ${7 + version} Uhr.`,
  );
  await writeDocument(
    city,
    `markttag-${version}`,
    `Markttag ${version}`,
    `Der Wochenmarkt Nummer ${version} findet auf dem Kirchplatz statt.`,
  );
}

/** What the corpus as it is now must answer. */
export async function versionOf(city: City, version: number): Promise<Version> {
  const { documents } = await readCorpus(city.corpusDir);
  return { digest: corpusDigest(documents), answer: `um ${7 + version} Uhr` };
}

/** A copy in a folder of its own. */
export async function copyCity(city: City): Promise<City> {
  const copy = cityIn(await mkdtemp(join(tmpdir(), 'lumi-torture-')));
  await cp(city.folder, copy.folder, { recursive: true });
  return copy;
}

export async function removeCity(city: City): Promise<void> {
  await rm(city.folder, { recursive: true, force: true });
}

/** Builds the index and gives the generation's id. Throws where that fails. */
export async function buildCity(city: City, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runLumi(['index', '--json', ...args], city);
  if (code !== 0) throw new Error(`The index of the sample city could not be built:\n${stderr}`);
  return (JSON.parse(stdout) as { generation: string }).generation;
}

export interface BuiltCity {
  readonly city: City;
  /** Full, full, and a delta on the second: the last is in use. */
  readonly generations: readonly [string, string, string];
  readonly versions: readonly [Version, Version, Version];
}

/** A city in version 2 with a generation of each version, as many as are kept, so that the next build also removes one. */
export async function createBuiltCity(): Promise<BuiltCity> {
  const city = await createCity();
  const build = async (version: number, ...args: string[]) => {
    await writeVersion(city, version);
    return { generation: await buildCity(city, ...args), version: await versionOf(city, version) };
  };
  const built = [await build(0, '--full'), await build(1, '--full'), await build(2)] as const;
  const [first, second, third] = built;
  return {
    city,
    generations: [first.generation, second.generation, third.generation],
    versions: [first.version, second.version, third.version],
  };
}

function steadyParagraph(number: number, at: number): string {
  const seed = number * STEADY_PARAGRAPHS + at;
  const sentence = (step: number): string =>
    `${SUBJECTS[(seed + step) % SUBJECTS.length]!} ${ACTIONS[(seed * 3 + step) % ACTIONS.length]!} ${OBJECTS[(seed * 7 + step) % OBJECTS.length]!}; Vorgang ${seed * 10 + step}.`;
  return [0, 1, 2, 3].map(sentence).join(' ');
}

async function writeDocument(city: City, slug: string, title: string, markdown: string): Promise<void> {
  const metadata = sampleMetadata({ title, publisher: 'Musterstadt' });
  await writeFile(join(city.corpusDir, PUBLISHER, `${slug}.md`), printDocumentFile(metadata, markdown));
}
