/** Contrast of colours, as WCAG 2.2 defines it. */

/** Red, green and blue of sRGB, 0…1. */
export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Reads a colour as browsers write computed ones: `rgb(…)`, `rgba(…)`, `color(srgb …)`. Null for anything else, and for colours that let
 * through what is behind them, because their contrast is not theirs alone.
 */
export function parseColor(written: string): Rgb | null {
  const form = /^(rgba?|color)\((?:srgb )?([^)]*)\)$/.exec(written.trim());
  if (form === null) return null;
  const numbers = form[2]!.split(/[\s,/]+/).map(Number);
  const [red, green, blue, alpha = 1] = numbers;
  if (numbers.length < 3 || numbers.some(Number.isNaN) || alpha < 1) return null;
  const unit = form[1] === 'color' ? 1 : 255;
  return [red! / unit, green! / unit, blue! / unit];
}

/** Contrast ratio of two colours, 1…21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}

/** Relative luminance, 0…1. */
function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
