import { describe, expect, it } from 'vitest';
import { formatDate } from '../../widget/format-date.ts';
import { formatPartialDate } from '../../src/language/dates.ts';

const DATES = [
  { date: '2022-04-22', precision: 'day' },
  { date: '2023-02', precision: 'month' },
  { date: '2021', precision: 'year' },
  { date: '2024-12-31', precision: 'day' },
] as const;

describe('formatDate', () => {
  it.each(DATES.flatMap((date) => (['de', 'en'] as const).map((locale) => ({ ...date, locale }))))(
    'writes $date in $locale as the server does',
    ({ locale, ...date }) => {
      expect(formatDate(date, locale)).toBe(formatPartialDate(date, locale));
    },
  );

  it('writes no more than is known', () => {
    expect(formatDate({ date: '2023-02', precision: 'month' }, 'de')).toBe('Februar 2023');
    expect(formatDate({ date: '2021', precision: 'year' }, 'de')).toBe('2021');
  });

  it('shows what is no date as it came', () => {
    expect(formatDate({ date: '<img src=x>', precision: 'day' }, 'de')).toBe('<img src=x>');
  });
});
