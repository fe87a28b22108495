import { describe, expect, it } from 'vitest';
import { createContrastiveLoss } from '../../model/train/contrastive-loss.ts';
import { createRandom } from '../../model/train/random.ts';

const DIMENSIONS = 3;
const BATCH = 4;

describe('createContrastiveLoss', () => {
  it('gives the loss of its definition', async () => {
    const { questions, passages } = randomBatch(1);
    const { loss } = await (await createContrastiveLoss(DIMENSIONS))(questions, passages);
    expect(loss).toBeCloseTo(lossByDefinition(questions, passages), 4);
  });

  it('gives the gradients that small changes of the input show', async () => {
    const { questions, passages } = randomBatch(2);
    const { questionGradients, passageGradients } = await (
      await createContrastiveLoss(DIMENSIONS)
    )(questions, passages);
    for (let k = 0; k < questions.length; k += 1) {
      expect(questionGradients[k]).toBeCloseTo(
        slope(questions, k, () => lossByDefinition(questions, passages)),
        3,
      );
      expect(passageGradients[k]).toBeCloseTo(
        slope(passages, k, () => lossByDefinition(questions, passages)),
        3,
      );
    }
  });

  it('is nearly nothing where every question stands alone with its passage', async () => {
    const apart = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    const { loss } = await (await createContrastiveLoss(DIMENSIONS))(apart, apart);
    expect(loss).toBeLessThan(1e-6);
  });
});

/** Mean over questions and passages of −log softmax(30 × cosine) at the right partner. */
function lossByDefinition(questions: Float32Array | Float64Array, passages: Float32Array | Float64Array): number {
  const scaled = (i: number, j: number) => {
    let sum = 0;
    for (let d = 0; d < DIMENSIONS; d += 1) sum += questions[i * DIMENSIONS + d]! * passages[j * DIMENSIONS + d]!;
    return 30 * sum;
  };
  const all = Array.from({ length: BATCH }, (_, i) => i);
  return all.reduce((sum, i) => {
    const byQuestion = Math.log(all.reduce((total, j) => total + Math.exp(scaled(i, j)), 0));
    const byPassage = Math.log(all.reduce((total, j) => total + Math.exp(scaled(j, i)), 0));
    return sum + (byQuestion + byPassage - 2 * scaled(i, i)) / (2 * BATCH);
  }, 0);
}

function slope(values: Float32Array, at: number, measure: () => number): number {
  const step = 2 ** -10;
  const value = values[at]!;
  values[at] = value + step;
  const above = measure();
  values[at] = value - step;
  const below = measure();
  values[at] = value;
  return (above - below) / (2 * step);
}

/** Short vectors, so that the softmax is not all at one place. */
function randomBatch(seed: number): { questions: Float32Array; passages: Float32Array } {
  const random = createRandom(seed);
  const values = () => Float32Array.from({ length: BATCH * DIMENSIONS }, () => 0.2 * random.normal());
  return { questions: values(), passages: values() };
}
