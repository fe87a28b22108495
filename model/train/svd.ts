import type { Progress } from './progress.ts';
import type { Random } from './random.ts';

/** A sparse symmetric matrix by its lower triangle: entry i stands at (rows[i], columns[i]) and, off the diagonal, mirrored. */
export interface SymmetricMatrix {
  readonly size: number;
  readonly rows: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/** A dense matrix, row by row. */
interface Dense {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** Directions beyond those asked for; they make the last ones exact (Halko advises 5 to 10). */
const OVERSAMPLING = 16;
/** Multiplications with the matrix before the projection; more sharpen a spectrum that falls slowly. */
const POWER_ITERATIONS = 2;
/** A Jacobi sweep halves the error at worst; from some size on it squares it. */
const JACOBI_SWEEPS_MAX = 30;

/**
 * Rows of U·|Λ|^½ for the `rank` eigenvalues of largest magnitude: for a symmetric matrix these are its singular vectors. Randomised
 * subspace iteration (Halko, Martinsson and Tropp 2011, "Finding Structure with Randomness", algorithms 4.4 and 5.3).
 */
export function factorise(matrix: SymmetricMatrix, rank: number, random: Random, progress: Progress): Float32Array {
  const width = Math.min(matrix.size, rank + OVERSAMPLING);
  let basis: Dense = {
    rows: matrix.size,
    columns: width,
    values: Float32Array.from({ length: matrix.size * width }, () => random.normal()),
  };
  for (let iteration = 0; iteration < POWER_ITERATIONS; iteration += 1) {
    progress.step('factorisation', iteration, POWER_ITERATIONS + 1);
    basis = multiply(matrix, basis);
    orthonormalise(basis);
  }
  const { values, vectors } = eigenOfSymmetric(gram(basis, multiply(matrix, basis)), width);
  progress.step('factorisation', POWER_ITERATIONS + 1, POWER_ITERATIONS + 1);

  const order = Array.from(values.keys()).sort((a, b) => Math.abs(values[b]!) - Math.abs(values[a]!));
  const result = new Float32Array(matrix.size * rank);
  const roots = order.map((at) => Math.sqrt(Math.abs(values[at]!)));
  for (let row = 0; row < matrix.size; row += 1) {
    for (let k = 0; k < Math.min(rank, width); k += 1) {
      let sum = 0;
      for (let j = 0; j < width; j += 1) sum += basis.values[row * width + j]! * vectors[j * width + order[k]!]!;
      result[row * rank + k] = sum * roots[k]!;
    }
  }
  return result;
}

function multiply({ rows, columns, values }: SymmetricMatrix, dense: Dense): Dense {
  const width = dense.columns;
  const from = dense.values;
  const into = new Float32Array(from.length);
  for (let entry = 0; entry < values.length; entry += 1) {
    const value = values[entry]!;
    const a = rows[entry]! * width;
    const b = columns[entry]! * width;
    for (let k = 0; k < width; k += 1) into[a + k]! += value * from[b + k]!;
    if (a !== b) for (let k = 0; k < width; k += 1) into[b + k]! += value * from[a + k]!;
  }
  return { ...dense, values: into };
}

/**
 * Makes the columns orthonormal, in place, by Cholesky: with G = YᵀY = LLᵀ, Y·L⁻ᵀ has orthonormal columns. Done twice, which is as exact
 * as Householder's way for a basis that is not degenerate (Yamamoto et al. 2015, "CholeskyQR2").
 */
function orthonormalise(basis: Dense): void {
  for (let pass = 0; pass < 2; pass += 1) {
    const { rows, columns: width, values } = basis;
    const lower = choleskyOf(gram(basis, basis), width);
    for (let row = 0; row < rows; row += 1) {
      const start = row * width;
      for (let column = 0; column < width; column += 1) {
        let sum = values[start + column]!;
        for (let k = 0; k < column; k += 1) sum -= values[start + k]! * lower[column * width + k]!;
        const pivot = lower[column * width + column]!;
        values[start + column] = pivot === 0 ? 0 : sum / pivot;
      }
    }
  }
}

/** AᵀB of two matrices of the same shape. */
function gram(a: Dense, b: Dense): Float64Array {
  const width = a.columns;
  const product = new Float64Array(width * width);
  for (let row = 0; row < a.rows; row += 1) {
    const start = row * width;
    for (let i = 0; i < width; i += 1) {
      const value = a.values[start + i]!;
      const into = i * width;
      for (let j = 0; j < width; j += 1) product[into + j]! += value * b.values[start + j]!;
    }
  }
  return product;
}

/** Lower triangle L with LLᵀ = matrix; a column that depends on earlier ones gets the pivot 0. */
function choleskyOf(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column]!;
      for (let k = 0; k < column; k += 1) sum -= lower[row * size + k]! * lower[column * size + k]!;
      if (row === column) lower[row * size + row] = sum > 1e-12 * matrix[row * size + row]! ? Math.sqrt(sum) : 0;
      else lower[row * size + column] = lower[column * size + column] === 0 ? 0 : sum / lower[column * size + column]!;
    }
  }
  return lower;
}

/** Eigenvalues and, in columns, eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, § 8.5). */
function eigenOfSymmetric(matrix: Float64Array, size: number): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) vectors[i * size + i] = 1;
  const scale = a.reduce((sum, value) => sum + value * value, 0);

  for (let sweep = 0; sweep < JACOBI_SWEEPS_MAX; sweep += 1) {
    let offDiagonal = 0;
    for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) offDiagonal += a[p * size + q]! ** 2;
    if (offDiagonal <= 1e-20 * scale) break;
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) rotate(a, vectors, size, p, q);
    }
  }
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i]!), vectors };
}

/** Turns the plane of p and q so that the entry (p, q) becomes zero. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const entry = (a[p * size + q]! + a[q * size + p]!) / 2;
  if (entry === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * entry);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let k = 0; k < size; k += 1) {
    const kp = a[k * size + p]!;
    const kq = a[k * size + q]!;
    a[k * size + p] = cosine * kp - sine * kq;
    a[k * size + q] = sine * kp + cosine * kq;
  }
  for (let k = 0; k < size; k += 1) {
    const pk = a[p * size + k]!;
    const qk = a[q * size + k]!;
    a[p * size + k] = cosine * pk - sine * qk;
    a[q * size + k] = sine * pk + cosine * qk;
    const vp = vectors[k * size + p]!;
    const vq = vectors[k * size + q]!;
    vectors[k * size + p] = cosine * vp - sine * vq;
    vectors[k * size + q] = sine * vp + cosine * vq;
  }
}
