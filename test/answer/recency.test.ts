import { describe, expect, it } from 'vitest';
import { recencyOfAnswer } from '../../src/answer/recency.ts';
import type { PartialDate } from '../../src/types.ts';
import { sampleCitation } from '../support/scripted-chatbot.ts';

const day = (date: string): PartialDate => ({ date, precision: 'day' });
const cite = (...dates: (PartialDate | null)[]) => dates.map((publishedOn) => sampleCitation({ publishedOn }));

describe('recencyOfAnswer', () => {
  it('takes the newest cited date, whatever its precision and place', () => {
    const month: PartialDate = { date: '2026-03', precision: 'month' };
    expect(recencyOfAnswer(cite(day('2026-03-05'), month, null, day('2020-01-01')), '2026-07-15', 730).asOf).toEqual(
      month,
    );
  });

  it.each([
    ['2026-07-13', 2, false],
    ['2026-07-12', 2, true],
    ['2024-07-15', 730, false],
    ['2024-07-14', 730, true],
    ['2027-01-01', 1, false],
  ])('finds an answer of %s old after %i days on 15 July 2026: %s', (date, days, isOld) => {
    expect(recencyOfAnswer(cite(day(date)), '2026-07-15', days).isOld).toBe(isOld);
  });

  it('counts from the last day that an inexact date may mean', () => {
    const month: PartialDate = { date: '2026-06', precision: 'month' };
    expect(recencyOfAnswer(cite(month), '2026-07-15', 15).isOld).toBe(false);
    expect(recencyOfAnswer(cite(month), '2026-07-15', 14).isOld).toBe(true);
    expect(recencyOfAnswer(cite({ date: '2025', precision: 'year' }), '2026-01-01', 1).isOld).toBe(false);
  });

  it('is undated only where no citation has a date, and where there is a citation', () => {
    expect(recencyOfAnswer(cite(null, null), '2026-07-15', 1)).toEqual({ asOf: null, isOld: false, isUndated: true });
    expect(recencyOfAnswer(cite(null, day('2026-01-01')), '2026-07-15', 730).isUndated).toBe(false);
    expect(recencyOfAnswer([], '2026-07-15', 730)).toEqual({ asOf: null, isOld: false, isUndated: false });
  });
});
