/** A row with the number it is ranked by. */
export interface RankedRow {
  readonly row: number;
  readonly value: number;
}

/** Keeps the best rows of any number that are offered. */
export interface TopRows {
  /** Whether a row of this value could be kept: a cheap look before a costly filter. */
  wants(value: number): boolean;
  offer(row: number, value: number): void;
  /** The kept rows, best first. Takes them out: call it once. */
  take(): RankedRow[];
}

/**
 * The `limit` rows of highest value; equal values are ordered by `rankOf` (lower first), by default the row itself. A binary heap with the
 * worst kept row on top, so that most offers cost one comparison.
 */
export function createTopRows(limit: number, rankOf: (row: number) => number = (row) => row): TopRows {
  const rows: number[] = [];
  const values: number[] = [];

  const isWorse = (a: number, b: number): boolean =>
    values[a]! < values[b]! || (values[a] === values[b] && rankOf(rows[a]!) > rankOf(rows[b]!));

  const swap = (a: number, b: number): void => {
    [rows[a], rows[b]] = [rows[b]!, rows[a]!];
    [values[a], values[b]] = [values[b]!, values[a]!];
  };

  const siftUp = (from: number): void => {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!isWorse(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  };

  const siftDown = (): void => {
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let worst = at;
      if (left < rows.length && isWorse(left, worst)) worst = left;
      if (right < rows.length && isWorse(right, worst)) worst = right;
      if (worst === at) return;
      swap(at, worst);
      at = worst;
    }
  };

  return {
    wants: (value) => rows.length < limit || value >= values[0]!,
    offer(row, value) {
      if (rows.length < limit) {
        rows.push(row);
        values.push(value);
        siftUp(rows.length - 1);
        return;
      }
      if (limit <= 0 || value < values[0]! || (value === values[0] && rankOf(row) > rankOf(rows[0]!))) return;
      rows[0] = row;
      values[0] = value;
      siftDown();
    },
    take() {
      return rows
        .map((row, at) => ({ row, value: values[at]! }))
        .sort((a, b) => b.value - a.value || rankOf(a.row) - rankOf(b.row));
    },
  };
}
