import { describe, expect, it } from 'vitest';
import { findTimesOfDay, isSameTime } from '../../src/language/times-of-day.ts';

const clock = (text: string) =>
  findTimesOfDay(text).map(({ minutes }) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`);

describe('findTimesOfDay', () => {
  it.each([
    ['Geöffnet von 8 bis 15.30 Uhr.', ['8:00', '15:30']],
    ['Um 13.37 Uhr gab es Entwarnung.', ['13:37']],
    ['Beginn 20 Uhr, Einlass 19:15 Uhr', ['20:00', '19:15']],
    ['um 8 Uhr abends', ['20:00']],
    ['from 9 a.m. to 5 p.m.', ['9:00', '17:00']],
    ['3 to 5 pm', ['15:00', '17:00']],
    ['at noon', ['12:00']],
    ['um halb acht', ['7:30']],
    ['half past six', ['6:30']],
  ])('reads %s', (text, times) => {
    expect(clock(text)).toEqual(times);
  });

  it.each(['Er lief 1:04:12 Stunden.', 'Das kostet 12.50 Euro.', 'Es kamen 15 Gäste.', 'um 25 Uhr'])(
    'finds none in %s',
    (text) => {
      expect(clock(text)).toEqual([]);
    },
  );

  it('leaves the half of the day open where the text does', () => {
    const [half] = findTimesOfDay('um halb acht');
    const [evening] = findTimesOfDay('19.30 Uhr');
    const [morning] = findTimesOfDay('7.30 Uhr');
    expect(isSameTime(half!, evening!)).toBe(true);
    expect(isSameTime(morning!, evening!)).toBe(false);
  });
});
