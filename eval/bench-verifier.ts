import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createEmbedder,
  createVerifier,
  findNumbers,
  prepareAlignment,
  readLexicon,
  softAlignment,
  words,
  type Embedder,
  type Verdict,
} from '../src/index.ts';
import { findDevelopmentData } from './development-data.ts';
import { bootstrapMean, quantile } from './metrics/bootstrap.ts';
import { formatEstimate, markdownTable } from './report-table.ts';
import { EXAM_PAIRS, readCases, readWrittenPairs, type VerifierCase } from './verifier/verifier-cases.ts';

/**
 * What the verifier withholds of true and of altered sentences, with its parts alone as peers in the same run; tables in Markdown. The sentences are of
 * documents that nothing was fitted or chosen on, and pairs written blind; with `--half development` the others.
 *
 *     npm run bench:verifier
 *     npm run bench:verifier -- --data folder/with/collections --pairs pairs.jsonl --list
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    half: { type: 'string', default: 'exam' },
    pairs: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});

/** The share of true written paraphrases that the alignment peer may withhold when its threshold is chosen. */
const PEER_TRUE_SHARE = 0.1;

interface Judged {
  readonly of: VerifierCase;
  readonly verdict: Verdict;
  readonly ms: number;
  /** Soft alignment of the sentence with the passages it cites, 0…1. */
  readonly aligned: number;
  /** Whether each of its numbers stands in them. */
  readonly hasNumbers: boolean;
}

const embedder = await createEmbedder('bundled');
const verifier = createVerifier({ embedder, lexicon: readLexicon() });
const half = values.half === 'development' ? 'development' : 'exam';
const cases = await judgeAll(await readCases({ data: findDevelopmentData(values.data), half }));
const pairs = values.pairs ?? (half === 'exam' ? EXAM_PAIRS : undefined);
const written = await judgeAll(await readWrittenPairs(pairs));
const alignedMin = quantile(
  written
    .filter(({ of }) => of.isTrue)
    .map(({ aligned }) => aligned)
    .sort((a, b) => a - b),
  PEER_TRUE_SHARE,
);

report(
  `German sentences of the ${half} half`,
  cases.filter(({ of }) => of.language === 'de'),
);
report(
  `English sentences on German passages, ${half} half`,
  cases.filter(({ of }) => of.language === 'en'),
);
report(
  `Written pairs, German (${pairs === undefined ? 'development data' : basename(pairs)})`,
  written.filter(({ of }) => of.language === 'de'),
);
report(
  `Written pairs, English on German passages (${pairs === undefined ? 'development data' : basename(pairs)})`,
  written.filter(({ of }) => of.language === 'en'),
);
const times = [...cases, ...written].map(({ ms }) => ms).sort((a, b) => a - b);
process.stdout.write(
  `Time a sentence: p50 ${quantile(times, 0.5).toFixed(2)} ms, p99 ${quantile(times, 0.99).toFixed(2)} ms (n = ${times.length})\n`,
);
if (values.list) list([...cases, ...written]);

async function judgeAll(all: readonly VerifierCase[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const of of all) {
    const { text, passages, language } = of;
    const begun = performance.now();
    const verdict = await verifier.verify({ text, passages, question: '', language });
    const ms = performance.now() - begun;
    judged.push({ of, verdict, ms, aligned: alignment(of, embedder), hasNumbers: holdsNumbers(of) });
  }
  return judged;
}

function alignment({ text, passages }: VerifierCase, { words: table }: Embedder): number {
  if (table === null) return 0;
  const held = passages.flatMap(({ text: passage, document }) => words(`${document.title}\n${passage}`));
  return softAlignment(
    prepareAlignment(text, table, () => 1),
    held,
  );
}

function holdsNumbers({ text, passages, language }: VerifierCase): boolean {
  const held = new Set(
    passages.flatMap(({ text: passage, document }) =>
      findNumbers(`${document.title}\n${passage}`, document.language).map(({ value }) => value),
    ),
  );
  return findNumbers(text, language).every(({ value }) => held.has(value));
}

function report(title: string, judged: readonly Judged[]): void {
  if (judged.length === 0) return;
  const nameOf = ({ of }: Judged) =>
    of.isTrue ? `true: ${of.kind}` : of.detail === undefined ? of.kind : `${of.kind}: ${of.detail}`;
  const kinds = [...new Set(judged.map(nameOf))].sort(
    (a, b) => Number(b.startsWith('true')) - Number(a.startsWith('true')) || a.localeCompare(b),
  );
  const row = (name: string, own: readonly Judged[]) => [
    name,
    String(own.length),
    formatEstimate(bootstrapMean(own.map(({ verdict }) => Number(!verdict.isSupported)))),
    share(own.map(({ aligned }) => aligned < alignedMin)),
    share(own.map(({ hasNumbers }) => !hasNumbers)),
  ];
  const rows = kinds.map((kind) =>
    row(
      kind,
      judged.filter((each) => nameOf(each) === kind),
    ),
  );
  const altered = judged.filter(({ of }) => !of.isTrue);
  const all = altered.length === 0 ? [] : [row('all altered', altered)];
  process.stdout.write(
    `${title}: share withheld\n\n${markdownTable(['sentences', 'n', 'verifier', 'alignment only', 'numbers only'], [...rows, ...all])}\n`,
  );
}

function share(flags: readonly boolean[]): string {
  return (flags.filter(Boolean).length / flags.length).toFixed(3);
}

/** Each true sentence that is withheld, with the reason, and each written false one that is not. */
function list(judged: readonly Judged[]): void {
  for (const { of, verdict } of judged) {
    if (of.isTrue && !verdict.isSupported)
      process.stdout.write(`withheld, ${of.kind}, ${verdict.reason} (${verdict.detail}): ${of.text}\n`);
    if (!of.isTrue && of.source === 'written pairs' && verdict.isSupported)
      process.stdout.write(`stands, ${of.detail ?? of.kind}: ${of.text}\n`);
  }
}
