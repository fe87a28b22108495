import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findNumbers } from '../../src/language/numbers.ts';

function values(text: string, language = 'de'): string[] {
  return findNumbers(text, language).map(({ value }) => value);
}

describe('findNumbers', () => {
  it.each([
    ['mehr als 9.200 Kilometer', ['9200']],
    ['mehr als 9200 Kilometer', ['9200']],
    ['rund 740.000 Einwohner', ['740000']],
    ['1.234.567,89 Euro', ['1234567.89']],
    ['55,00 Euro', ['55']],
    ['0,50 Euro', ['0.5']],
    ['11,9 Millionen Gäste', ['11900000']],
    ['1,5 Mrd. Euro', ['1500000000']],
    ['3 Mio. Euro', ['3000000']],
    ['2 Billionen', ['2000000000000']],
    ['47 Tausend', ['47000']],
    ['eine Million Bäume', ['1000000']],
    ['3,5 Prozent und 20 % und 7%', ['3.5%', '20%', '7%']],
    ['5\u202f000\u202f000 Bäume, 1’200 Franken', ['5000000', '1200']],
    ['am 25.11.2019 um 15.30 Uhr', ['25', '11', '2019', '15', '30']],
    ['am 03.04. und um 09:05', ['3', '4', '9', '5']],
    ['die 60er Jahre, 60-jährig', ['60', '60']],
    ['Tel. 06221 58-10580', ['6221', '58', '10580']],
    ['0.500 und 12.34', ['0', '500', '12', '34']],
  ])('reads the digits of %j', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it.each([
    ['9,200 kilometres', ['9200']],
    ['9.2 miles', ['9.2']],
    ['1,234,567.89 euros', ['1234567.89']],
    ['11.9 million guests', ['11900000']],
    ['two billion trees', ['2000000000']],
    ['one million, a thousand, six hundred', ['1000000', '1000', '600']],
    ['20 per cent, 3.5 percent', ['20%', '3.5%']],
    ['at 15:30 on 22 April 2022', ['15', '30', '22', '2022']],
  ])('reads English %j', (text, expected) => {
    expect(values(text, 'en')).toEqual(expected);
    expect(values(text, 'en-GB')).toEqual(expected);
  });

  it.each([
    ['sechs Jahre', ['6']],
    ['seit über drei Jahrzehnten', ['3']],
    ['Zwölf Städte', ['12']],
    ['dreißig oder dreissig', ['30', '30']],
    ['hundert, zweihundertdreizehn, tausend', ['100', '213', '1000']],
    ['einundzwanzig und neunhundertneunundneunzig', ['21', '999']],
    ['zwanzigtausenddreihundert', ['20300']],
    ['fünfmal, dreifach, eine sechstägige Reise', ['5', '3', '6']],
    ['null Euro', ['0']],
    ['three of twelve', ['3', '12']],
    ['vier Millionen', ['4000000']],
    ['zehn Prozent', ['10%']],
  ])('reads the words of %j', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it.each([
    '',
    'ein Haus, eine Stadt',
    'one of us',
    'einmal ganz einfach',
    'Achtung, Zweig, Elfenbein, Dreieck',
    'Tausende',
    'und',
    'keine Zahl',
  ])('finds no number in %j', (text) => {
    expect(values(text)).toEqual([]);
  });

  it('gives the range with scale and percent sign', () => {
    const text = 'Es waren 11,9 Millionen, also 5 % mehr als sechs.';
    expect(findNumbers(text, 'de').map(({ start, end }) => text.slice(start, end))).toEqual([
      '11,9 Millionen',
      '5 %',
      'sechs',
    ]);
  });

  it('gives one value to a number however its language groups it', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), fc.constantFrom('de', 'en'), (number, language) => {
        const grouped = new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB').format(number);
        expect(values(`Es waren ${grouped}.`, language)).toEqual([String(number)]);
        expect(values(`Es waren ${number}.`, language)).toEqual([String(number)]);
      }),
    );
  });

  it('multiplies by a scale without rounding', () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), fc.nat(999_999), (integer, millionths) => {
        const text = `${integer},${String(millionths).padStart(6, '0')} Millionen`;
        expect(values(text)).toEqual([String(BigInt(integer) * 1_000_000n + BigInt(millionths))]);
      }),
    );
  });

  it.each(['1', '1.', '1,1', 'ein', 'hundert', '1 Million ', ' '])(
    'reads 300,000 characters of %j within the test time limit',
    (unit) => {
      const text = `${unit.repeat(Math.ceil(300_000 / unit.length))} sieben`;
      expect(values(text).at(-1)).toBe('7');
    },
    5_000,
  );
});
