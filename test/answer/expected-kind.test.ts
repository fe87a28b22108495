import { describe, expect, it } from 'vitest';
import { expectedKind, holdsKind, type ExpectedKind } from '../../src/answer/expected-kind.ts';

const ASKED: readonly (readonly [string, ExpectedKind | null])[] = [
  ['Wann öffnet das Freibad?', 'date'],
  ['When does the pool open?', 'date'],
  ['Wie weit ist es nach Kumamoto?', 'distance'],
  ['How high is the tower?', 'distance'],
  ['Wie lange dauert die Sanierung?', 'duration'],
  ['Wie teuer ist der Eintritt?', 'money'],
  ['Wie viele Menschen kamen?', 'count'],
  ['Wo steht der Brunnen?', 'place'],
  ['Wer hat das Tor gebaut?', 'person'],
  ['Warum wurde das Becken saniert?', 'reason'],
  ['Wo erreiche ich das Bürgeramt?', 'contact'],
  ['Wie lautet die Telefonnummer?', 'contact'],
  ['Was steht im Stadtblatt?', null],
  ['Welche Partnerstädte gibt es?', null],
];

const HELD: readonly (readonly [ExpectedKind, string, string])[] = [
  ['date', 'Das Fest ist am 3. Mai 2026.', 'Das Fest ist schön.'],
  [
    'duration',
    'Der Theatersommer läuft vom 12. Juni bis 25. Juli 2026.',
    'Der Theatersommer beginnt am 12. Juni 2026.',
  ],
  ['money', 'Der Eintritt ist frei.', 'Der Platz vor dem Eingang bleibt frei.'],
  ['money', 'Die Beratung ist gratis.', 'Die Beratung ist freiwillig.'],
  ['date', 'Das Bad öffnet samstags um 9 Uhr.', 'Das Bad hat 9 Becken.'],
  ['date', 'Im Sommer ist täglich Markt.', 'Der Markt ist am Fluss.'],
  ['distance', 'Der Turm ist 61 Meter hoch.', 'Der Turm hat 61 Stufen.'],
  ['duration', 'Die Arbeiten brauchten drei Wochen.', 'Die Arbeiten sind beendet.'],
  ['money', 'Der Eintritt kostet 4 Euro.', 'Der Eintritt ist geregelt.'],
  ['count', 'Es kamen 48 Gäste.', 'Es war im Jahr 1992.'],
  ['person', 'Das sagte Oberbürgermeister Würzner.', 'Das sagte niemand.'],
  ['place', 'Der Brunnen steht in Bochum.', 'Der Brunnen ist neu.'],
  ['reason', 'Es wurde saniert, weil es undicht war.', 'Es wurde saniert.'],
  ['contact', 'Das Amt sitzt in der Gerbergasse 12.', 'Das Amt ist groß.'],
];

describe('expectedKind', () => {
  it.each(ASKED)('reads %j as asking for %s', (question, kind) => {
    expect(expectedKind(question)).toBe(kind);
  });
});

describe('holdsKind', () => {
  it.each(HELD)('finds a %s in %j and none in %j', (kind, with_, without) => {
    expect(holdsKind(with_, kind, 'de')).toBe(true);
    expect(holdsKind(without, kind, 'de')).toBe(false);
  });

  it.each(['A', 'a', 'Aa', 'A-', '1', 'um ', 'in der ', 'a@', 'Ober'])(
    'reads a line of %j in time that grows with its length only',
    (unit) => {
      const timeOf = (chars: number): number => {
        const line = unit.repeat(Math.ceil(chars / unit.length));
        const startedAt = performance.now();
        for (const [kind] of HELD) holdsKind(line, kind, 'de');
        return performance.now() - startedAt;
      };
      timeOf(CHARS);
      const small = Math.min(timeOf(CHARS), timeOf(CHARS));
      const large = Math.min(timeOf(4 * CHARS), timeOf(4 * CHARS));
      expect(large).toBeLessThan(Math.max(MS_MIN, RATIO_MAX * small));
    },
  );
});

/** Characters of the smaller line; the larger has four times as many. */
const CHARS = 10_000;
/** Linear work takes four times as long, quadratic sixteen times; between the two is the noise of a busy machine. */
const RATIO_MAX = 9;
/** Below this, a measurement is noise. */
const MS_MIN = 80;
