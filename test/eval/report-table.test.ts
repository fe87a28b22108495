import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDifference, formatEstimate, markdownTable } from '../../eval/report-table.ts';

/** The cells of a line of a Markdown table: what stands between bars that no backslash is before. */
const cellsOf = (line: string) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

describe('markdownTable', () => {
  it('aligns columns to the widest cell and draws a rule below the head', () => {
    expect(
      markdownTable(
        ['Metric', 'n'],
        [
          ['right', '8'],
          ['citation recall', '120'],
        ],
      ),
    ).toBe(
      [
        '| Metric          | n   |',
        '| --------------- | --- |',
        '| right           | 8   |',
        '| citation recall | 120 |',
        '',
      ].join('\n'),
    );
  });

  it('escapes bars and takes line breaks as spaces, in the head too', () => {
    const table = markdownTable(['a|b'], [['one\ntwo'], ['x | y']]);
    expect(table).toBe(['| a\\|b    |', '| ------- |', '| one two |', '| x \\| y  |', ''].join('\n'));
  });

  it('keeps a row on one line whatever breaks a cell has', () => {
    const table = markdownTable(['a'], [['one\r\ntwo'], ['three\rfour']]);
    expect(table.trimEnd().split(/\r\n|\r|\n/)).toHaveLength(4);
  });

  it('has empty cells where a row is shorter than the head, and only a head without rows', () => {
    expect(markdownTable(['', 'b'], [['a']])).toBe('|     | b   |\n| --- | --- |\n| a   |     |\n');
    expect(markdownTable(['a'], [])).toBe('| a   |\n| --- |\n');
  });

  it('has a line for each row, with as many cells as the head, whatever the cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '|', '\n', ' ', '-', '`', 'ü'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }), ([head, ...rows]) => {
        const lines = markdownTable(head!, rows).trimEnd().split('\n');
        expect(lines).toHaveLength(rows.length + 2);
        expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
        for (const line of lines) expect(cellsOf(line)).toHaveLength(3);
        const [first] = rows;
        if (first !== undefined) {
          const shown = first.map((text) => text.replaceAll('\n', ' ').trim());
          expect(cellsOf(lines[2]!).map((text) => text.replaceAll('\\|', '|'))).toEqual(shown);
        }
      }),
    );
  });
});

describe('formatEstimate', () => {
  it('shows three decimals and the interval', () => {
    expect(formatEstimate({ value: 0.7432, low: 0.6889, high: 0.7951, n: 9 })).toBe('0.743 [0.689, 0.795]');
    expect(formatEstimate({ value: 1, low: 1, high: 1, n: 1 })).toBe('1.000 [1.000, 1.000]');
  });

  it('shows a dash where there is no figure', () => {
    expect(formatEstimate({ value: Number.NaN, low: Number.NaN, high: Number.NaN, n: 0 })).toBe('–');
  });
});

describe('formatDifference', () => {
  it('shows signs, and p where there is one', () => {
    expect(formatDifference({ value: 0.0412, low: -0.012, high: 0.07, n: 9 })).toBe('+0.041 [−0.012, +0.070]');
    expect(formatDifference({ value: -0.5, low: -1, high: 0, n: 9, pValue: 0.0312 })).toBe(
      '−0.500 [−1.000, +0.000], p = 0.031',
    );
  });

  it('does not show a p below one in a thousand as 0', () => {
    expect(formatDifference({ value: 1, low: 1, high: 1, n: 200, pValue: 1 / 2001 })).toBe(
      '+1.000 [+1.000, +1.000], p < 0.001',
    );
    expect(formatDifference({ value: 1, low: 1, high: 1, n: 9, pValue: 0.001 })).toContain('p = 0.001');
  });

  it('shows a dash where nothing was compared', () => {
    expect(formatDifference({ value: Number.NaN, low: Number.NaN, high: Number.NaN, n: 0, pValue: 1 })).toBe('–');
  });
});
