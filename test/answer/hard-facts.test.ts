import { describe, expect, it } from 'vitest';
import { directionOf, findHardFacts, saysSame } from '../../src/answer/hard-facts.ts';

const facts = (text: string, language = 'de') => findHardFacts(text, language, null);
/** Whether every fact of a claim is said by some fact of the source. */
const says = (claim: string, source: string, [own, other] = ['de', 'de']) => {
  const [claimed, held] = [facts(claim, own), facts(source, other)];
  expect(claimed.length).toBeGreaterThan(0);
  return claimed.every((fact) => held.some((each) => saysSame(fact, each)));
};

describe('hard facts', () => {
  it.each([
    ['am 20.4.2022', 'am 20. April 2022'],
    ['im April 2022', 'am 20. April 2022'],
    ['2022', 'am 20. April 2022'],
    ['am 16.1.', 'am 16. Januar'],
    ['dienstags', 'Dienstag'],
    ['am Mittwoch', 'Dienstag bis Freitag'],
    ['9.200 km', 'rund 9200 Kilometer'],
    ['drei Personen', '3 Personen'],
    ['zwölf Euro', '12 €'],
    ['29 Prozent', 'von 29 auf 44 Prozent'],
    ['um 18 Uhr', 'Beginn: 18:00 Uhr'],
    ['Tel. 06221 5810580', 'Telefon: +49 6221 58-10580'],
    ['info@stadt.example', 'Mail: INFO@stadt.example'],
    ['www.stadt.example/amt', 'https://stadt.example/amt/'],
    ['im dritten Stock', 'im 3. Stock'],
  ])('of "%s" are said by "%s"', (claim, source) => {
    expect(says(claim, source)).toBe(true);
  });

  it.each([
    ['am 21.4.2022', 'am 20. April 2022'],
    ['am 20. April 2022', 'im April 2022'],
    ['am 3. Mai 2021', 'am 3. Mai'],
    ['am Montag', 'Dienstag bis Freitag'],
    ['9.300 km', 'rund 9200 Kilometer'],
    ['60 Quadratkilometer', '60 Hektar'],
    ['5 Dollar', '5 Euro'],
    ['5 Prozent', '5 Euro'],
    ['um 17 Uhr', 'Beginn: 18:00 Uhr'],
    ['Tel. 06221 5810581', 'Telefon: +49 6221 58-10580'],
    ['info@stadt.example', 'Mail: info@city.example'],
    ['www.stadt.example/antrag', 'https://stadt.example/amt/'],
  ])('of "%s" are not said by "%s"', (claim, source) => {
    expect(says(claim, source)).toBe(false);
  });

  it('are compared across languages', () => {
    expect(says('on 20 April 2022 at 3 pm', 'am 20. April 2022 um 15 Uhr', ['en', 'de'])).toBe(true);
    expect(says('9,200 kilometres', '9.200 Kilometer', ['en', 'de'])).toBe(true);
    expect(says('3.9 million euros', '3,9 Millionen Euro', ['en', 'de'])).toBe(true);
    expect(says('on Wednesdays', 'mittwochs', ['en', 'de'])).toBe(true);
  });

  it('take the year of a date from the day of the document', () => {
    const [claimed] = facts('am 3. Mai 2023');
    const [held] = findHardFacts('am 3. Mai', 'de', { date: '2023-04-12', precision: 'day' });
    expect(saysSame(claimed!, held!)).toBe(true);
  });

  it('end behind their unit', () => {
    const text = 'Der Eintritt kostet 5 Euro.';
    const [fact] = facts(text);
    expect(text.slice(fact!.start, fact!.end)).toBe('5 Euro');
  });
});

describe('directionOf', () => {
  it.each([
    ['Anmeldung bis 3. Mai', 'until'],
    ['Anmeldung ab Montag, 3. Mai', 'from'],
    ['vor dem 3. Mai', 'before'],
    ['after 3. Mai', 'after'],
    ['am 3. Mai', null],
  ])('of %s is %s', (text, direction) => {
    expect(directionOf(text, text.indexOf('3. Mai'))).toBe(direction);
  });
});
