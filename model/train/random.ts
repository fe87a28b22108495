/** Reproducible random numbers, for training and wherever a seed must give the same again. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform whole number in [0, limit). */
  below(limit: number): number;
  /** One of the entries of a list that has some. */
  pick<T>(list: readonly T[]): T;
  /** Standard normal. */
  normal(): number;
}

/** Generator `mulberry32` (32 bits of state: enough for sampling, not for secrets); the same seed gives the same numbers on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function uniform(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (limit: number): number => Math.floor(uniform() * limit);
  return {
    uniform,
    below,
    pick: (list) => list[below(list.length)]!,
    // Box and Muller 1958; 1 − u keeps the logarithm away from zero.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** Puts `values` in random order, in place (Fisher and Yates). */
export function shuffle(values: Uint32Array, random: Random): void {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [values[last], values[other]] = [values[other]!, values[last]!];
  }
}
