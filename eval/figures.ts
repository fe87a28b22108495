import { bootstrap, bootstrapMean, type ResamplingOptions } from './metrics/bootstrap.ts';
import { fMeasure } from './metrics/ranking.ts';
import { areaUnderRoc, refusalScores } from './metrics/refusal.ts';
import { ALL, type Figure, type QuestionResult } from './run.ts';

/**
 * Figures of a run: the mean of each score in each group, and what is no mean (refusals, the area under the gate's ROC curve) over all questions.
 * Questions that could not be asked are in none of them: a fault is no zero.
 */
export function figuresOf(results: readonly QuestionResult[], options: ResamplingOptions): Figure[] {
  const asked = results.filter(({ error }) => error === null);
  const groups = [ALL, ...new Set(asked.flatMap(({ groups: names }) => names))];
  const means = groups.flatMap((group) => {
    const ofGroup = asked.filter((result) => group === ALL || result.groups.includes(group));
    const names = [...new Set(ofGroup.flatMap(({ scores }) => Object.keys(scores)))];
    return names.map((metric) => {
      const scores = ofGroup.flatMap((result) => result.scores[metric] ?? []);
      return { metric, group, ...bootstrapMean(scores, options) };
    });
  });
  return [...means, ...lineFigures(asked, options), ...refusalFigures(asked, options), ...gateFigures(asked, options)];
}

/** F1 of the mean precision and the mean recall of answer lines, as the OMoS-QA paper has it. */
function lineFigures(results: readonly QuestionResult[], options: ResamplingOptions): Figure[] {
  const judged = results.filter(({ scores }) => scores['line precision'] !== undefined);
  if (judged.length === 0) return [];
  const meanOf = (sample: readonly QuestionResult[], name: string) =>
    sample.reduce((sum, { scores }) => sum + (scores[name] ?? 0), 0) / sample.length;
  const f1 = (sample: readonly QuestionResult[]) =>
    fMeasure(1, meanOf(sample, 'line precision'), meanOf(sample, 'line recall'));
  return [{ metric: 'line F1 of means', group: ALL, ...bootstrap(judged, f1, options) }];
}

/** Whether a question is to be answered, or to be refused, and not either. */
function isToldApart({ expected, alsoRight }: QuestionResult): boolean {
  const decisions = ['answered', 'no_answer'] as const;
  return decisions.filter((status) => status === expected || alsoRight.includes(status)).length === 1;
}

function refusalFigures(results: readonly QuestionResult[], options: ResamplingOptions): Figure[] {
  const decisions = results.filter(isToldApart).map(({ expected, answer }) => ({
    shouldRefuse: expected === 'no_answer',
    refused: answer?.status === 'no_answer',
  }));
  if (!decisions.some(({ shouldRefuse }) => shouldRefuse)) return [];
  return (['precision', 'recall', 'f1'] as const).map((part) => ({
    metric: `refusal ${part}`,
    group: ALL,
    ...bootstrap(decisions, (sample) => refusalScores(sample)[part], options),
  }));
}

/** The gate on questions that should be answered, against all that should not and each group of them. */
function gateFigures(results: readonly QuestionResult[], options: ResamplingOptions): Figure[] {
  const judged = results.filter((result) => result.gate !== null && isToldApart(result));
  const answerable = judged.filter(({ expected }) => expected === 'answered');
  const unanswerable = judged.filter(({ expected }) => expected === 'no_answer');
  const topics = [...new Set(unanswerable.flatMap(({ groups }) => groups))].filter((name) => name.endsWith('topic'));
  return [ALL, ...topics].flatMap((group) => {
    const negatives = unanswerable.filter(({ groups }) => group === ALL || groups.includes(group));
    if (answerable.length === 0 || negatives.length === 0) return [];
    const statistic = (sample: readonly QuestionResult[]) =>
      areaUnderRoc(gatesOf(sample, 'answered'), gatesOf(sample, 'no_answer'));
    return [{ metric: 'gate AUROC', group, ...bootstrap([...answerable, ...negatives], statistic, options) }];
  });
}

function gatesOf(results: readonly QuestionResult[], expected: string): number[] {
  return results.filter((result) => result.expected === expected).map(({ gate }) => gate ?? 0);
}
