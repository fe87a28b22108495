import { describe, expect, it } from 'vitest';
import { todayIn } from '../src/clock.ts';

describe('todayIn', () => {
  it.each([
    ['2026-07-15T21:59:59.999Z', 'Europe/Berlin', '2026-07-15'],
    ['2026-07-15T22:00:00.000Z', 'Europe/Berlin', '2026-07-16'],
    ['2026-01-15T22:59:59.999Z', 'Europe/Berlin', '2026-01-15'],
    ['2026-01-15T23:00:00.000Z', 'Europe/Berlin', '2026-01-16'],
    ['2026-12-31T23:00:00.000Z', 'Europe/Berlin', '2027-01-01'],
    ['2026-03-29T01:30:00.000Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-07-15T11:00:00.000Z', 'Pacific/Kiritimati', '2026-07-16'],
    ['2026-07-15T03:00:00.000Z', 'America/New_York', '2026-07-14'],
  ])('gives the day at %s in %s: %s', (moment, timeZone, day) => {
    expect(todayIn(timeZone, new Date(moment))).toBe(day);
  });
});
