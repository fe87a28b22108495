import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTopRows } from '../../src/store/top-rows.ts';

it('keeps what sorting everything would put first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: 0, max: 30 }), (values, limit) => {
      const top = createTopRows(limit);
      values.forEach((value, row) => {
        top.offer(row, value);
      });
      const expected = values
        .map((value, row) => ({ row, value }))
        .sort((a, b) => b.value - a.value || a.row - b.row)
        .slice(0, limit);
      expect(top.take()).toEqual(expected);
    }),
  );
});

it('orders equal values by the given rank', () => {
  const top = createTopRows(2, (row) => -row);
  for (const row of [0, 1, 2, 3]) top.offer(row, 7);
  expect(top.take().map(({ row }) => row)).toEqual([3, 2]);
});
