import type { Comparison } from './compare-runs.ts';
import { formatDifference, formatEstimate, markdownTable } from './report-table.ts';
import { ALL, type QuestionResult, type Run } from './run.ts';

/** A run as text: every question with its answer and what is missing, the figures by group, and what the run was of. */
export function runAsText(run: Run): string {
  const { record } = run;
  const head = `${record.suite.name}: ${record.suite.questions} questions, asked as on ${record.today}, ${(run.durationMs / 1000).toFixed(1)} s`;
  const of = `of ${record.documents} documents, ${record.passages} passages; code ${record.commit ?? record.lumiVersion}, corpus ${short(record.corpusDigest)}, index ${record.generation}, embedder ${record.embedder}, seed ${record.seed}`;
  return [...run.results.map(resultAsText), `${head}\n${of}\n`, figuresTable(run), `${run.errors} errors`].join('\n');
}

function resultAsText({ id, question, answer, missingFacts, unmet, scores, error }: QuestionResult): string {
  const verdict = scores.right ?? scores.status;
  const mark = error !== null ? 'ERROR' : verdict === 1 ? 'right' : 'WRONG';
  const lines = [`${mark}  ${id}  ${question}`];
  if (error !== null) lines.push(`       ${error}`);
  if (answer !== null) {
    lines.push(`       ${answer.status}: ${answer.text.replaceAll('\n', '\n       ')}`);
    for (const { number, title, documentId } of answer.citations)
      if (!answer.more.includes(number)) lines.push(`       [${number}] ${title} (${documentId})`);
  }
  const missing = [...missingFacts, ...unmet];
  if (missing.length > 0) lines.push(`       missing: ${missing.join('; ')}`);
  return lines.join('\n');
}

/** Groups as rows, metrics as columns; a group counts its questions. */
function figuresTable({ figures }: Run): string {
  const groups = [...new Set(figures.map(({ group }) => group))];
  const metrics = [...new Set(figures.map(({ metric }) => metric))];
  const rows = metrics.map((metric) => [
    metric,
    ...groups.map((name) => {
      const figure = figures.find((each) => each.metric === metric && each.group === name);
      return figure === undefined ? '' : `${formatEstimate(figure)} n ${figure.n}`;
    }),
  ]);
  return markdownTable(['', ...groups.map((name) => (name === ALL ? 'all questions' : name))], rows);
}

/** A comparison as text: what differs in the records, the questions that changed (worse ones first), the differences with their intervals. */
export function comparisonAsText({ differences, changed, figures, unpaired }: Comparison): string {
  const lines = ['## Compared with the earlier run', ''];
  lines.push(differences.length === 0 ? 'Nothing differs in code, data and settings.' : 'What differs:');
  for (const difference of differences) lines.push(`  - ${difference}`);
  lines.push('', `${changed.length} questions changed${changed.length === 0 ? '' : ', the worst first'}:`);
  for (const { id, after, changes } of changed) {
    const parts = Object.entries(changes).map(
      ([name, change]) => `${name} ${change > 0 ? '+' : ''}${change.toFixed(3)}`,
    );
    lines.push(`  ${id}  ${after.question}`, `       ${parts.join(', ')}`);
  }
  const rows = figures.map((figure) => [figure.metric, formatDifference(figure), String(figure.n)]);
  lines.push('', markdownTable(['Metric', 'After less before', 'n'], rows));
  if (unpaired.length > 0) lines.push(`Not in both runs, or failed in one: ${unpaired.join(', ')}`, '');
  return lines.join('\n');
}

function short(digest: string): string {
  return digest.slice(0, 12);
}
