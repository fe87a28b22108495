import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyCity, removeCity, type BuiltCity, type City } from './city.ts';
import { createInspector, type Inspection, type Inspector } from './inspect.ts';
import { editJson, MUTATIONS, type Mutation } from './mutate.ts';
import { createRandom, type Random } from '../../model/train/random.ts';
import type { Bench, Case } from './run-cases.ts';

/**
 * Damages one place of an index of three generations and opens it as a server does at its start: `damage/17`. The damaged file must be
 * named, and what serves must be a generation that is whole: the newest one if another is damaged, else the one before it.
 */

const KINDS = [
  ...(Object.keys(MUTATIONS) as Mutation[]),
  'no file',
  'file of another generation',
  'edited field',
] as const;
type Kind = (typeof KINDS)[number];

const POINTER = 'current';
const MANIFEST = 'manifest.json';

/** Two generations take each other's names: every file of each is whole. */
const EXCHANGES = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

/** Draws of a mutant that may give the bytes of the original, such as zeros for zeros, before another kind is taken. */
const ATTEMPTS_MAX = 20;

/** A city that is damaged and mended again, with a process that opens it. */
interface Place {
  readonly city: City;
  readonly inspector: Inspector;
}

/** Mutants: each kind in each file once, then at random. `jobs` of them may run at a time. */
export async function createDamageBench(
  built: BuiltCity,
  { count, seed, jobs }: { readonly count: number; readonly seed: number; readonly jobs: number },
): Promise<Bench> {
  const targets = await targetsOf(built);
  const free: Place[] = [];
  for (let job = 0; job < jobs; job += 1) {
    free.push({ city: await copyCity(built.city), inspector: createInspector() });
  }
  const places = [...free];
  const systematic = targets.flatMap((target) => KINDS.map((kind) => ({ target, kind })));
  const inPlace = async (step: (place: Place) => Promise<string | null>): Promise<string | null> => {
    const place = free.pop()!;
    try {
      return await step(place);
    } finally {
      free.push(place);
    }
  };
  const exchanges = EXCHANGES.map((pair): Case => ({
    name: `damage/exchange-${pair.join('-')}`,
    run: () => inPlace((place) => tryExchange(built, place, pair)),
  }));
  const mutants = Array.from({ length: count - exchanges.length }, (_, number): Case => {
    // Strides through all pairs, so that few mutants spread over the files, too.
    const random = createRandom(seed + number);
    const planned = systematic[(number * STRIDE) % systematic.length]!;
    const { target, kind } =
      number < systematic.length ? planned : { target: random.pick(targets), kind: random.pick(KINDS) };
    return {
      name: `damage/${number}`,
      run: () => inPlace((place) => tryMutant(built, place, target, kind, random)),
    };
  });
  return {
    cases: [...exchanges, ...mutants],
    async close() {
      for (const { city, inspector } of places) {
        await inspector.stop();
        await removeCity(city);
      }
    },
  };
}

/** Has no factor in common with the number of pairs, whatever that is below it. */
const STRIDE = 7_919;

interface Target {
  /** Place of the generation in `BuiltCity.generations`; null for the pointer. */
  readonly generation: number | null;
  readonly file: string;
}

async function targetsOf({ city, generations }: BuiltCity): Promise<Target[]> {
  const targets: Target[] = [{ generation: null, file: POINTER }];
  for (const [generation, id] of generations.entries()) {
    const files = await readdir(join(city.indexDir, id));
    targets.push(...files.sort().map((file) => ({ generation, file })));
  }
  return targets;
}

async function tryMutant(
  built: BuiltCity,
  { city, inspector }: Place,
  target: Target,
  kind: Kind,
  random: Random,
): Promise<string | null> {
  const id = target.generation === null ? null : built.generations[target.generation]!;
  const path = join(city.indexDir, id ?? '', target.file);
  const original = await readFile(path);
  const mutant = await mutate(built, original, target, kind, random);
  try {
    if (mutant === null) await rm(path);
    else await writeFile(path, mutant);
    const inspection = await inspector.inspect({ city, check: id === null ? [] : [id], rebuild: false });
    const problem =
      id === null
        ? judgePointer(inspection, built, path, mutant)
        : judgeGeneration(inspection, built, target.generation!, path, isNil(target.file, original, mutant));
    return problem === null ? null : `${kind} in ${id ?? ''}/${target.file}: ${problem}`;
  } finally {
    await writeFile(path, original);
  }
}

/** The bytes of the damaged file; null where it is to be removed. */
async function mutate(
  { city, generations }: BuiltCity,
  original: Buffer,
  { generation, file }: Target,
  kind: Kind,
  random: Random,
): Promise<Buffer | null> {
  if (kind === 'no file') return null;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    let mutant: Buffer | null = null;
    if (kind === 'edited field') {
      if (!file.endsWith('.bin') && !file.includes('vectors')) mutant = editLines(original.toString(), random);
    } else if (kind === 'file of another generation') {
      const other = random.pick(generations.filter((_, at) => at !== generation));
      const files = await readdir(join(city.indexDir, other));
      mutant = await readFile(join(city.indexDir, other, files.includes(file) ? file : random.pick(files)));
    } else {
      mutant = MUTATIONS[kind](original, random);
    }
    if (mutant?.equals(original) === false) return mutant;
  }
  // A file without fields, or one that a delta carries over and that is the same in two generations: then a bit will do.
  return MUTATIONS['bit in the body'](original, random);
}

/** Edits a field of a JSON text, or of the first line of a file of such lines. */
function editLines(text: string, random: Random): Buffer {
  const end = text.startsWith('{\n') || !text.includes('\n') ? text.length : text.indexOf('\n');
  return Buffer.from(editJson(text.slice(0, end), random) + text.slice(end));
}

/** Whether the damage means nothing: a manifest is read as JSON, so white space does not count. */
function isNil(file: string, original: Buffer, mutant: Buffer | null): boolean {
  if (file !== MANIFEST || mutant === null) return false;
  try {
    return JSON.stringify(JSON.parse(original.toString())) === JSON.stringify(JSON.parse(mutant.toString()));
  } catch {
    return false;
  }
}

function judgeGeneration(
  inspection: Inspection,
  built: BuiltCity,
  damaged: number,
  path: string,
  isIntact: boolean,
): string | null {
  const newest = built.generations.length - 1;
  const wanted = damaged === newest && !isIntact ? newest - 1 : newest;
  const problem = judgeServing(inspection, built, wanted);
  if (problem !== null || isIntact) return problem;
  const { found, damage } = inspection;
  const verified = damage[built.generations[damaged]!] ?? null;
  if (verified === null) return 'its verification finds nothing';
  if (!verified.includes(path)) return `its verification does not name it: ${verified}`;
  if (damaged === newest && !found.problems.some((text) => text.includes(path)))
    return `it is not named: ${found.problems.join('; ')}`;
  return null;
}

function judgeServing({ found }: Inspection, { generations, versions }: BuiltCity, wanted: number): string | null {
  if (found.generation !== generations[wanted])
    return `${found.generation ?? 'nothing'} serves, expected ${generations[wanted]!}: ${found.problems.join('; ')}`;
  const { digest, answer } = versions[wanted]!;
  if (found.digest !== digest) return `what serves are the documents ${found.documentIds.join(', ')}`;
  return (found.answer ?? '').includes(answer) ? null : `the answer is "${found.answer ?? ''}", expected "${answer}"`;
}

/** A pointer may name any generation that is there, as after a rollback. Where that is not the one that serves, the fault must be named. */
function judgePointer(inspection: Inspection, built: BuiltCity, path: string, mutant: Buffer | null): string | null {
  const { generation, problems } = inspection.found;
  const served = built.generations.findIndex((id) => id === generation);
  const problem = served < 0 ? null : judgeServing(inspection, built, served);
  if (problem !== null || (generation !== null && generation === namedIn(mutant))) return problem;
  return problems.some((text) => text.includes(path) || text.includes(namedIn(mutant) ?? path))
    ? null
    : `it is not named: ${problems.join('; ')}`;
}

function namedIn(pointer: Buffer | null): string | null {
  try {
    const { generation } = JSON.parse(pointer?.toString() ?? '') as { generation?: unknown };
    return typeof generation === 'string' ? generation : null;
  } catch {
    return null;
  }
}

async function tryExchange(
  built: BuiltCity,
  { city, inspector }: Place,
  pair: readonly [number, number],
): Promise<string | null> {
  const [one, other] = pair.map((at) => join(city.indexDir, built.generations[at]!)) as [string, string];
  const exchange = async (): Promise<void> => {
    const aside = `${one}-aside`;
    await rename(one, aside);
    await rename(other, one);
    await rename(aside, other);
  };
  await exchange();
  try {
    const check = pair.map((at) => built.generations[at]!);
    const inspection = await inspector.inspect({ city, check, rebuild: false });
    const intact = built.generations.map((_, at) => at).filter((at) => !pair.some((exchanged) => exchanged === at));
    const problem = judgeServing(inspection, built, intact[0]!);
    if (problem !== null) return problem;
    const unnoticed = check.filter((id) => inspection.damage[id] === null);
    return unnoticed.length === 0 ? null : `the verification finds nothing wrong with ${unnoticed.join(', ')}`;
  } finally {
    await exchange();
  }
}
