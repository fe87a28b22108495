/** Rows of features with 0/1 labels; all rows have the same length. */
export interface LabelledRows {
  readonly rows: readonly ArrayLike<number>[];
  readonly labels: readonly number[];
}

/** `logistic(bias + Σ weight · feature)` is the probability of label 1. */
export interface LogisticModel {
  readonly bias: number;
  readonly weights: readonly number[];
}

/** Newton steps: each doubles the correct digits near the solution, and more of them only repeat it. */
const STEPS = 8;

/**
 * Logistic regression with a ridge penalty of `½ · ridge · |w|²` on the weights of standardised features, by Newton's method (iteratively reweighted least
 * squares). Deterministic. A feature that never varies gets weight 0. The weights returned are for features as given, not standardised.
 */
export function fitLogistic({ rows, labels }: LabelledRows, ridge: number): LogisticModel {
  const size = rows[0]?.length ?? 0;
  const { mean, deviation } = momentsOf(rows, size);
  const standardised = rows.map((row) => {
    const scaled = new Float64Array(size + 1);
    for (let at = 0; at < size; at += 1) scaled[at] = deviation[at] === 0 ? 0 : (row[at]! - mean[at]!) / deviation[at]!;
    scaled[size] = 1;
    return scaled;
  });
  const solution = new Float64Array(size + 1);
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = new Float64Array(size + 1);
    const curvature = Array.from({ length: size + 1 }, () => new Float64Array(size + 1));
    standardised.forEach((row, index) => {
      const probability = logistic(dot(row, solution));
      const slope = labels[index]! - probability;
      const bend = probability * (1 - probability);
      for (let i = 0; i <= size; i += 1) {
        gradient[i] = gradient[i]! + slope * row[i]!;
        const bent = bend * row[i]!;
        if (bent === 0) continue;
        const line = curvature[i]!;
        for (let j = 0; j <= i; j += 1) line[j] = line[j]! + bent * row[j]!;
      }
    });
    for (let i = 0; i <= size; i += 1) {
      // The bias is not penalised; a trace keeps the matrix regular.
      const penalty = i === size ? 1e-9 : ridge;
      gradient[i] = gradient[i]! - penalty * solution[i]!;
      curvature[i]![i] = curvature[i]![i]! + penalty;
    }
    const change = solveSymmetric(curvature, gradient);
    for (let i = 0; i <= size; i += 1) solution[i] = solution[i]! + change[i]!;
  }
  const weights = Array.from({ length: size }, (_, at) => (deviation[at] === 0 ? 0 : solution[at]! / deviation[at]!));
  return { bias: solution[size]! - weights.reduce((sum, weight, at) => sum + weight * mean[at]!, 0), weights };
}

export function predictLogistic({ bias, weights }: LogisticModel, row: ArrayLike<number>): number {
  let sum = bias;
  for (let at = 0; at < weights.length; at += 1) sum += weights[at]! * row[at]!;
  return logistic(sum);
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
  return sum;
}

function momentsOf(rows: readonly ArrayLike<number>[], size: number): { mean: Float64Array; deviation: Float64Array } {
  const mean = new Float64Array(size);
  const deviation = new Float64Array(size);
  for (const row of rows) for (let at = 0; at < size; at += 1) mean[at] = mean[at]! + row[at]! / rows.length;
  for (const row of rows)
    for (let at = 0; at < size; at += 1) deviation[at] = deviation[at]! + (row[at]! - mean[at]!) ** 2 / rows.length;
  // Rounding leaves a trace of deviation in a feature that never varies.
  return { mean, deviation: deviation.map((square) => (square < 1e-12 ? 0 : Math.sqrt(square))) };
}

/** Solves `matrix · x = right` for a symmetric positive definite matrix given by its lower triangle (Cholesky). */
function solveSymmetric(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const lower = matrix.map((row) => row.slice());
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k += 1) sum -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!;
    }
  }
  const solution = right.slice();
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) solution[i] = solution[i]! - lower[i]![k]! * solution[k]!;
    solution[i] = solution[i]! / lower[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) solution[i] = solution[i]! - lower[k]![i]! * solution[k]!;
    solution[i] = solution[i]! / lower[i]![i]!;
  }
  return solution;
}
