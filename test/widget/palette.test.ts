import { describe, expect, it } from 'vitest';
import { contrast, parseColor, type Rgb } from '../../widget/contrast.ts';
import { PALETTE, weakPairs, type ColorName } from '../../widget/palette.ts';

describe('contrast', () => {
  it.each([
    ['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 21],
    ['rgb(255, 255, 255)', 'rgb(255, 255, 255)', 1],
    // The lightest grey that passes 4.5 : 1 on white, known from many style guides.
    ['rgb(118, 118, 118)', 'rgb(255, 255, 255)', 4.54],
    ['color(srgb 1 0 0)', 'rgb(255, 255, 255)', 4],
  ])('of %s and %s is %d', (one, other, expected) => {
    expect(contrast(parseColor(one)!, parseColor(other)!)).toBeCloseTo(expected, 2);
  });

  it.each(['rgba(0, 0, 0, 0.5)', 'color(srgb 0 0 0 / 0.9)', 'oklch(0.5 0.1 200)', 'red', '', 'rgb(a, b, c)'])(
    'is not made up for %j',
    (written) => {
      expect(parseColor(written)).toBeNull();
    },
  );
});

describe('the palette (P4)', () => {
  it.each(['light', 'dark'] as const)('can be read in the %s theme', (theme) => {
    expect(weakPairs(colors(theme))).toEqual([]);
  });

  it('names what is weak in a colour of the host', () => {
    expect(weakPairs({ ...colors('light'), accent: hex('#ffcc00') })).toEqual([
      expect.stringContaining('accent on surface has 1.5'),
      expect.stringContaining('accent on raised'),
      expect.stringContaining('on-accent on accent'),
    ]);
  });

  it('takes a dark accent on white, and refuses one that cannot be measured', () => {
    expect(weakPairs({ ...colors('light'), accent: hex('#7a1f3d') })).toEqual([]);
    expect(weakPairs({ ...colors('light'), accent: null })).toContain('accent is no opaque colour');
  });
});

function colors(theme: 'light' | 'dark'): Record<ColorName, Rgb | null> {
  const entries = Object.entries(PALETTE).map(([name, color]) => [name, hex(color[theme])]);
  return Object.fromEntries(entries) as Record<ColorName, Rgb | null>;
}

function hex(color: string): Rgb {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  return [red!, green!, blue!];
}
