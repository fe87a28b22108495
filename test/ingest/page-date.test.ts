import { describe, expect, it } from 'vitest';
import type { DateLine } from '../../src/ingest/page-date.ts';
import { inferFromOrder, inferFromText, nearestDay, readDateLine } from '../../src/ingest/page-date.ts';
import { paragraphLine } from '../../src/ingest/page-lines.ts';
import type { PartialDate } from '../../src/types.ts';

function byline(day: number, month: number): DateLine {
  return { date: null, day, month, kind: 'bare' };
}

function day(date: string): PartialDate {
  return { date, precision: 'day' };
}

describe('readDateLine', () => {
  it.each([
    ['03 Dez', null, 'bare'],
    ['26. Mai', null, 'bare'],
    ['(22. April 2022)', '2022-04-22', 'bare'],
    ['Freitag, 22. April 2022', '2022-04-22', 'bare'],
    ['Presseinformation Nr. 7 vom 22.04.2022', '2022-04-22', 'label'],
    ['Erstellt am 22.04.2022 um 10:30 Uhr', '2022-04-22', 'label'],
    ['Stand: 22.04.2022', '2022-04-22', 'updated'],
    ['Zuletzt aktualisiert am 22. April 2022', '2022-04-22', 'updated'],
  ])('reads %s', (text, date, kind) => {
    const found = readDateLine(paragraphLine(text));
    expect([found?.date?.date ?? null, found?.kind]).toEqual([date, kind]);
  });

  it.each([
    'Am 22. April 2022 war Markt.',
    '22. April 2022 bis 24. April 2022',
    'Pressemitteilung vom 22. April 2022: Neue Brücke eröffnet',
    'Meldung nicht mehr gültig ab 22. April 2022',
    'April 2022',
    '2022',
    'Raum 22.04',
  ])('finds no date line in %s', (text) => {
    expect(readDateLine(paragraphLine(text))).toBeNull();
  });
});

describe('inferFromText', () => {
  it.each([
    ['a date shortly before', byline(3, 12), 'Am 25.11.2019 war das.', '2019-12-03'],
    ['a date in the old year', byline(7, 1), 'Am 12. Dezember 2021 war das.', '2022-01-07'],
    ['a date that is announced', byline(20, 12), 'Am 2. Januar 2022 wird das sein.', '2021-12-20'],
    ['the latest of several', byline(3, 12), 'Von 12.12.2001 bis zum 25.11.2019.', '2019-12-03'],
  ])('takes the year from %s', (_what, line, text, expected) => {
    expect(inferFromText(line, text)).toEqual(day(expected));
  });

  it.each([
    ['is months away', byline(3, 12), 'Am 25.06.2019 war das.'],
    ['is history', byline(8, 5), 'Am 8. Mai 1945 war das.'],
    ['is no full date', byline(3, 12), 'Im November 2019 war das, am 25. November.'],
  ])('takes no year where the date in the text %s', (_what, line, text) => {
    expect(inferFromText(line, text)).toBeNull();
  });
});

describe('inferFromOrder', () => {
  it('reads the page from new to old', () => {
    const bylines = [byline(3, 12), byline(26, 5), byline(30, 12)];
    expect(inferFromOrder(bylines, [day('2019-12-03'), null, null])).toEqual(
      ['2019-12-03', '2019-05-26', '2018-12-30'].map(day),
    );
  });

  it('reads upwards from an article that is dated', () => {
    expect(inferFromOrder([byline(2, 1), byline(26, 5)], [null, day('2019-05-26')])).toEqual([
      day('2020-01-02'),
      day('2019-05-26'),
    ]);
  });

  it('infers nothing where the page does not run from new to old, or nothing is known', () => {
    const bylines = [byline(1, 1), byline(1, 2), byline(1, 3)];
    expect(inferFromOrder(bylines, [day('2019-01-01'), day('2020-02-01'), null])[2]).toBeNull();
    expect(inferFromOrder(bylines, [null, null, null])).toEqual([null, null, null]);
  });
});

describe('nearestDay', () => {
  it('looks across the turn of the year', () => {
    expect(nearestDay({ day: 30, month: 12 }, '2022-01-07', 30)).toEqual(day('2021-12-30'));
  });

  it('gives nothing beyond the limit, and no day that the calendar lacks', () => {
    expect(nearestDay({ day: 1, month: 7 }, '2022-01-07', 30)).toBeNull();
    expect(nearestDay({ day: 29, month: 2 }, '2022-03-01', 30)).toBeNull();
  });
});
