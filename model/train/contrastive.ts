import { createContrastiveLoss } from './contrastive-loss.ts';
import type { PairSet, PieceTexts } from './pairs.ts';
import type { Progress } from './progress.ts';
import { shuffle, type Random } from './random.ts';

export interface ContrastiveSettings {
  /** Pairs per step; every other passage of the batch is a wrong answer, so more make the task harder and the vectors better. */
  readonly batch: number;
  /** Step size of the first step; it falls linearly to zero. */
  readonly learningRate: number;
}

/** A small set is cut into smaller batches, so that there are steps enough to learn at all. */
const STEPS_MIN = 50;
const BATCH_MIN = 16;
/** Constants of Adam (Kingma and Ba 2015). */
const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/**
 * Moves the piece vectors, in place, so that the mean of a question's pieces lies near that of its passage and far from those of all
 * others. One pass over the pairs in random order; only rows that occur in a batch are moved in it.
 */
export async function trainContrastively(
  vectors: Float32Array,
  dimensions: number,
  pairs: PairSet,
  settings: ContrastiveSettings,
  random: Random,
  progress: Progress,
): Promise<void> {
  const batch = Math.min(settings.batch, Math.max(BATCH_MIN, Math.floor(pairs.size / STEPS_MIN)), pairs.size);
  const steps = Math.floor(pairs.size / batch);
  const lossOf = await createContrastiveLoss(dimensions);
  const optimiser = createAdam(vectors, dimensions);
  const order = Uint32Array.from({ length: pairs.size }, (_, at) => at);
  shuffle(order, random);

  let recentLoss = NaN;
  for (let step = 0; step < steps; step += 1) {
    const chosen = order.subarray(step * batch, (step + 1) * batch);
    const questions = composeTexts(vectors, dimensions, pairs.questions, chosen);
    const passages = composeTexts(vectors, dimensions, pairs.passages, chosen);
    const { loss, questionGradients, passageGradients } = await lossOf(questions.directions, passages.directions);
    spreadGradients(questionGradients, questions, dimensions, pairs.questions, chosen, optimiser);
    spreadGradients(passageGradients, passages, dimensions, pairs.passages, chosen, optimiser);
    optimiser.apply(settings.learningRate * (1 - step / steps));
    recentLoss = Number.isNaN(recentLoss) ? loss : 0.9 * recentLoss + 0.1 * loss;
    progress.step('contrastive step', step + 1, steps, `loss ${recentLoss.toFixed(3)}`);
  }
}

interface ComposedTexts {
  /** Unit vectors, one after the other. */
  readonly directions: Float32Array;
  /** Lengths before. */
  readonly lengths: Float32Array;
}

/** Sum of the rows of each text's pieces, brought to unit length; a text without pieces is all zeros. */
function composeTexts(
  vectors: Float32Array,
  dimensions: number,
  { pieces, bounds }: PieceTexts,
  chosen: Uint32Array,
): ComposedTexts {
  const directions = new Float32Array(chosen.length * dimensions);
  const lengths = new Float32Array(chosen.length);
  const sum = new Float32Array(dimensions);
  chosen.forEach((text, at) => {
    sum.fill(0);
    for (let place = bounds[text]!; place < bounds[text + 1]!; place += 1) {
      const row = pieces[place]! * dimensions;
      for (let d = 0; d < dimensions; d += 1) sum[d]! += vectors[row + d]!;
    }
    let squares = 0;
    for (let d = 0; d < dimensions; d += 1) squares += sum[d]! * sum[d]!;
    const length = Math.sqrt(squares);
    lengths[at] = length;
    if (length > 0) for (let d = 0; d < dimensions; d += 1) directions[at * dimensions + d] = sum[d]! / length;
  });
  return { directions, lengths };
}

/** Gradient of a unit vector → of the sum before (its part along the vector is lost) → of each row in the sum. */
function spreadGradients(
  gradients: Float32Array,
  { directions, lengths }: ComposedTexts,
  dimensions: number,
  { pieces, bounds }: PieceTexts,
  chosen: Uint32Array,
  optimiser: Optimiser,
): void {
  const gradient = new Float32Array(dimensions);
  chosen.forEach((text, at) => {
    const length = lengths[at]!;
    if (length === 0) return;
    const start = at * dimensions;
    let along = 0;
    for (let d = 0; d < dimensions; d += 1) along += gradients[start + d]! * directions[start + d]!;
    for (let d = 0; d < dimensions; d += 1)
      gradient[d] = (gradients[start + d]! - along * directions[start + d]!) / length;
    for (let place = bounds[text]!; place < bounds[text + 1]!; place += 1) optimiser.add(pieces[place]!, gradient);
  });
}

interface Optimiser {
  /** Adds to the gradient of a row. */
  add(row: number, gradient: Float32Array): void;
  /** Moves all rows with a gradient and forgets the gradients. */
  apply(learningRate: number): void;
}

/** Adam over the touched rows only. */
function createAdam(vectors: Float32Array, dimensions: number): Optimiser {
  const gradients = new Float32Array(vectors.length);
  const first = new Float32Array(vectors.length);
  const second = new Float32Array(vectors.length);
  const isTouched = new Uint8Array(vectors.length / dimensions);
  const touched: number[] = [];
  let step = 0;
  return {
    add(row, gradient) {
      if (isTouched[row] === 0) {
        isTouched[row] = 1;
        touched.push(row);
      }
      const start = row * dimensions;
      for (let d = 0; d < dimensions; d += 1) gradients[start + d]! += gradient[d]!;
    },
    apply(learningRate) {
      step += 1;
      const rate = (learningRate * Math.sqrt(1 - SECOND_DECAY ** step)) / (1 - FIRST_DECAY ** step);
      for (const row of touched) {
        for (let k = row * dimensions; k < (row + 1) * dimensions; k += 1) {
          const gradient = gradients[k]!;
          const mean = FIRST_DECAY * first[k]! + (1 - FIRST_DECAY) * gradient;
          const variance = SECOND_DECAY * second[k]! + (1 - SECOND_DECAY) * gradient * gradient;
          first[k] = mean;
          second[k] = variance;
          vectors[k]! -= (rate * mean) / (Math.sqrt(variance) + EPSILON);
          gradients[k] = 0;
        }
        isTouched[row] = 0;
      }
      touched.length = 0;
    },
  };
}
