import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparePartialDates,
  daysBetween,
  findDates,
  firstDayOf,
  formatPartialDate,
  lastDayOf,
  parsePartialDate,
} from '../../src/language/dates.ts';
import type { PartialDate } from '../../src/types.ts';

/** `2022-04-22` for a whole date, `--04-22` for a day and a month without a year. */
function datesIn(text: string): string[] {
  return findDates(text).map((found) => {
    if (found.yearStated) return found.date.date;
    const { day, month } = found.dayMonth;
    return `--${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  });
}

function partialDate(text: string): PartialDate {
  const date = parsePartialDate(text);
  if (date === null) throw new Error(`${text} is no date`);
  return date;
}

describe('findDates', () => {
  it.each([
    ['Das Treffen war am 22. April 2022.', ['2022-04-22']],
    ['Stand: 22.04.2022', ['2022-04-22']],
    ['Der 25.11.2019 war ein Montag.', ['2019-11-25']],
    ['am 1. 5. 2020 und am 1.6.2020', ['2020-05-01', '2020-06-01']],
    ['Stand 12.03.24', ['2024-03-12']],
    ['geboren am 12.03.71', ['1971-03-12']],
    ['22. Apr. 2022', ['2022-04-22']],
    ['22.April 2022', ['2022-04-22']],
    ['am 3. märz 2021 und am 4. maerz 2021', ['2021-03-03', '2021-03-04']],
    ['ISO 2022-04-22T10:00 ist eine Schreibweise', ['2022-04-22']],
    ['April 22, 2022', ['2022-04-22']],
    ['on Apr. 22 2022', ['2022-04-22']],
    ['22 April 2022', ['2022-04-22']],
    ['the 22nd of April 2022', ['2022-04-22']],
    ['on April 3rd we open', ['--04-03']],
  ])('reads days in %j', (text, expected) => {
    expect(datesIn(text)).toEqual(expected);
  });

  it.each([
    ['03 Dez', ['--12-03']],
    ['26 Mai\n\nPartnerstädte', ['--05-26']],
    ['3 Dec', ['--12-03']],
    ['diesen Freitag, 22. April, um 15 Uhr', ['--04-22']],
    ['am 22. april', ['--04-22']],
    ['Anmeldung bis zum 25.11. im Amt', ['--11-25']],
    ['am 29. Februar', ['--02-29']],
    ['see you on April 22.', ['--04-22']],
  ])('leaves the year open in %j', (text, expected) => {
    expect(datesIn(text)).toEqual(expected);
  });

  it.each([
    ['im April 2022', ['2022-04']],
    ['Mitte Februar 2023 in Japan', ['2023-02']],
    ['Anfang Oktober 2023', ['2023-10']],
    ['in late October of 2023', ['2023-10']],
    ['seit Sept. 2021', ['2021-09']],
  ])('reads months in %j', (text, expected) => {
    expect(datesIn(text)).toEqual(expected);
  });

  it.each([
    ['Seit 1996 gibt es sie.', ['1996']],
    ['Der Vertrag stammt von 1992.', ['1992']],
    ['1992 mündeten die Kontakte in einen Vertrag.', ['1992']],
    ['Die Universität wurde im Jahr 1386 gegründet.', ['1386']],
    ['von 1386 bis 1803', ['1386', '1803']],
    ['Sie kam zwischen 1996 und 2010 oft.', ['1996', '2010']],
    ['der Haushalt 2023/2024', ['2023', '2024']],
    ['das Schuljahr 2021/22', ['2021']],
    ['1996–2010', ['1996', '2010']],
    ['nach dem Erdbeben 2016 sowie', ['2016']],
    ['Was war 2019?', ['2019']],
    ['the year 2100', ['2100']],
    ['2021 besuchten 9.200 Gäste die Stadt, im Jahr 2022 Kinder', ['2021', '2022']],
    ['Agenda 2030', ['2030']],
  ])('reads years in %j', (text, expected) => {
    expect(datesIn(text)).toEqual(expected);
  });

  it.each([
    ['vom 7. bis 10. Oktober 2021', ['2021-10-07', '2021-10-10']],
    ['vom 22. bis 24. Oktober 1940', ['1940-10-22', '1940-10-24']],
    ['am 3., 4. und 5. Mai 2023', ['2023-05-03', '2023-05-04', '2023-05-05']],
    ['7.–10. Oktober 2021', ['2021-10-07', '2021-10-10']],
    ['01.–04.10.2021', ['2021-10-01', '2021-10-04']],
    ['30.09. bis 04.10.2021', ['2021-09-30', '2021-10-04']],
    ['vom 30. September bis 4. Oktober 2021', ['2021-09-30', '2021-10-04']],
    ['vom 30. Dezember bis zum 2. Januar 2022', ['2021-12-30', '2022-01-02']],
    ['Freitag, 22., und Samstag, 23. April', ['--04-22', '--04-23']],
    ['7 to 10 October 2021', ['2021-10-07', '2021-10-10']],
    ['from 7th to 10th October', ['--10-07', '--10-10']],
    ['vom 1. Mai 2020 bis 3. Juni 2021', ['2020-05-01', '2021-06-03']],
  ])('completes the earlier days of %j', (text, expected) => {
    expect(datesIn(text)).toEqual(expected);
  });

  it.each([
    'am 31. Februar 2022',
    'am 29.02.2021',
    'am 0. Mai 2020',
    'am 12.13.2020',
    'Es kostet 2000 Euro oder 2000 euro.',
    'seit 2000 Jahren',
    'mit 2021 Besuchern',
    'Rund 1900 Menschen kamen.',
    '2.000 Einwohner',
    '69117 Heidelberg',
    '2010 Kilometer weit',
    'im April 2000 Gäste',
    'Tel. 06221 58-2010',
    'Telefon 06221 58 2010 0',
    'Beginn um 15.30 Uhr',
    'Version 1.12.3.4',
    '192.168.10.20',
    'in 1386 Wohnungen',
    'DIN 1986',
    'https://example.org/2019/05/bericht-2020.html',
    'in den 1990er Jahren und den 60ern',
    '§ 34 Abs. 2 BauGB',
    'Wir brauchen 3 may apply Formulare',
    'Mai',
    'Die 12 Monate',
  ])('finds no date in %j', (text) => {
    expect(datesIn(text)).toEqual([]);
  });

  it('finds no month or year in a day that does not exist, but goes on after it', () => {
    expect(datesIn('am 31. Februar 2022 oder am 1. März 2022')).toEqual(['2022-03-01']);
  });

  it('reads a day once and keeps the number that follows it out', () => {
    expect(datesIn('Am 22. April 2000 Gäste')).toEqual(['--04-22']);
  });

  it('gives the range as written', () => {
    const text = 'Vom 7. bis 10. Oktober 2021 und seit Februar 2023, zuletzt 2024.';
    expect(findDates(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '7.',
      '10. Oktober 2021',
      'Februar 2023',
      '2024',
    ]);
  });

  it('keeps the stop of the sentence and the next line out', () => {
    const text = 'Zimmer 3\nMai 2022\nBis 4. Mai.\n2022';
    expect(findDates(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Mai 2022', '4. Mai', '2022']);
  });

  const isoDay = fc
    .date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it('finds every day that formatPartialDate writes', () => {
    fc.assert(
      fc.property(isoDay, fc.constantFrom('de' as const, 'en' as const), (day, locale) => {
        const text = `Es war am ${formatPartialDate(partialDate(day), locale)}.`;
        expect(datesIn(text)).toEqual([day]);
      }),
    );
  });

  it('gives ranges in order that do not overlap and hold a digit, for any text', () => {
    const piece = fc.constantFrom(
      '22.',
      'April',
      '2022',
      '03',
      'Dez',
      'bis',
      'und',
      '25.11.2019',
      ',',
      '–',
      '1.',
      '.',
      ' ',
      'May',
      'im Jahr',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.constantFrom('', ' '), (parts, glue) => {
        const text = parts.join(glue);
        let before = 0;
        for (const { start, end } of findDates(text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(text.slice(start, end)).toMatch(/^\S.*\d|\d/s);
          before = end;
        }
      }),
    );
  });

  it.each(['22. bis ', '2019 ', '1.', '1. und ', 'Mai ', ' ', '3, '])(
    'reads a megabyte of %j within the test time limit',
    (unit) => {
      const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
      expect(findDates(`${text} 1. Mai 2020`).length).toBeGreaterThan(0);
    },
    10_000,
  );
});

describe('parsePartialDate', () => {
  it.each([
    ['2022', 'year'],
    ['2022-04', 'month'],
    ['2022-04-22', 'day'],
    ['2024-02-29', 'day'],
    ['2000-02-29', 'day'],
  ])('reads %s as a %s', (text, precision) => {
    expect(parsePartialDate(text)).toEqual({ date: text, precision });
  });

  it.each([
    '',
    '22',
    '2022-13',
    '2022-00',
    '2022-4',
    '2022-02-29',
    '1900-02-29',
    '2022-04-31',
    '2022-04-00',
    '0000',
    '2022-04-22T00:00',
    ' 2022',
    '22.04.2022',
  ])('refuses %j', (text) => {
    expect(parsePartialDate(text)).toBeNull();
  });
});

describe('formatPartialDate', () => {
  it.each([
    ['2022-04-02', 'de', '2. April 2022'],
    ['2022-04-02', 'en', '2 April 2022'],
    ['2023-02', 'de', 'Februar 2023'],
    ['2023-03', 'en', 'March 2023'],
    ['1386', 'de', '1386'],
  ] as const)('writes %s in %s as %s', (date, locale, expected) => {
    expect(formatPartialDate(partialDate(date), locale)).toBe(expected);
  });
});

describe('firstDayOf and lastDayOf', () => {
  it.each([
    ['2022-04-22', '2022-04-22', '2022-04-22'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2023-02', '2023-02-01', '2023-02-28'],
    ['2023-12', '2023-12-01', '2023-12-31'],
    ['2023', '2023-01-01', '2023-12-31'],
  ])('say that %s lies between %s and %s', (date, first, last) => {
    expect(firstDayOf(partialDate(date))).toBe(first);
    expect(lastDayOf(partialDate(date))).toBe(last);
  });
});

describe('comparePartialDates', () => {
  it('orders by the last day that a date may mean', () => {
    const sorted = ['2023', '2022-12-31', '2023-02', '2023-02-27', '2021'].map(partialDate).sort(comparePartialDates);
    expect(sorted.map(({ date }) => date)).toEqual(['2021', '2022-12-31', '2023-02-27', '2023-02', '2023']);
  });

  it('takes a year and its last day for equal', () => {
    expect(comparePartialDates(partialDate('2023'), partialDate('2023-12-31'))).toBe(0);
  });
});

describe('daysBetween', () => {
  it.each([
    ['2024-02-28', 2, '2024-03-01'],
    ['2023-12-31', 1, '2024-01-01'],
    ['2024-03-31', -31, '2024-02-29'],
    ['0999-12-31', 1, '1000-01-01'],
  ])('from %s it is %i days to %s', (from, days, to) => {
    expect(daysBetween(from, to)).toBe(days);
  });
});
