import { describe, expect, it } from 'vitest';
import { findPeriods, OPEN_END, overlaps } from '../../src/language/periods.ts';

const PUBLISHED = { date: '2026-04-20', precision: 'day' } as const;
const periodsIn = (text: string, anchor: Parameters<typeof findPeriods>[1] = PUBLISHED) =>
  findPeriods(text, anchor).map(({ from, to }) => (from === to ? from : `${from}…${to}`));

describe('findPeriods', () => {
  it.each([
    ['am 3. Mai 2026', ['2026-05-03']],
    ['vom 3. bis 5. Juli 2026', ['2026-07-03…2026-07-05']],
    ['vom 27. November bis zum 21. Dezember 2025', ['2025-11-27…2025-12-21']],
    ['vom 30. Dezember 2025 bis 6. Januar 2026', ['2025-12-30…2026-01-06']],
    ['Samstag, 3. Mai, 10 Uhr, bis Sonntag, 4. Mai 2026', ['2026-05-03…2026-05-04']],
    ['from 20 to 26 July 2026', ['2026-07-20…2026-07-26']],
    ['am 3. und 5. Juli 2026', ['2026-07-03', '2026-07-05']],
    ['im Mai 2026', ['2026-05-01…2026-05-31']],
    ['im Jahr 2024', ['2024-01-01…2024-12-31']],
    ['von Mai bis September', ['2026-05-01…2026-09-30']],
    ['am 12. Januar', ['2026-01-12']],
    ['am 3. Mai', ['2026-05-03']],
    ['am 2. Februar', ['2026-02-02']],
    ['ab 1. Mai 2026', [`2026-05-01…${OPEN_END}`]],
    ['seit dem 1. Mai 2019', [`2019-05-01…${OPEN_END}`]],
    ['zum 1. Januar 2027', [`2027-01-01…${OPEN_END}`]],
    ['bis zum 28. Februar 2026', ['2026-02-28']],
    ['Karten kosten 12 Euro', []],
  ])('reads "%s"', (text, periods) => {
    expect(periodsIn(text)).toEqual(periods);
  });

  it('lends no year without a date of the text', () => {
    expect(periodsIn('am 3. Mai und im Juni, am 5. Juli 2025', null)).toEqual(['2025-07-05']);
  });

  it('looks from late autumn into the next year', () => {
    expect(periodsIn('am 12. Januar', { date: '2025-11-20', precision: 'day' })).toEqual(['2026-01-12']);
    expect(periodsIn('am 12. Juli', { date: '2025-11-30', precision: 'day' })).toEqual(['2026-07-12']);
    expect(periodsIn('am 12. November', { date: '2025-11-30', precision: 'day' })).toEqual(['2025-11-12']);
  });

  it('tells years from what is nearer', () => {
    expect(findPeriods('2024 und im Mai 2025', PUBLISHED).map(({ isYears }) => isYears)).toEqual([true, false]);
  });
});

describe('overlaps', () => {
  it('counts first and last days', () => {
    const may = { from: '2026-05-01', to: '2026-05-31' };
    expect(overlaps(may, { from: '2026-05-31', to: '2026-06-02' })).toBe(true);
    expect(overlaps(may, { from: '2026-06-01', to: '2026-06-02' })).toBe(false);
  });
});
