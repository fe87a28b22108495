import { contrast, parseColor, type Rgb } from './contrast.ts';

interface Color {
  readonly light: string;
  readonly dark: string;
  /** The token of the KERN design system that stands for the same thing. */
  readonly kern: string;
}

/** The colours, by the name in `--lumi-<name>` with which a host replaces them. */
export const PALETTE = {
  surface: { light: '#ffffff', dark: '#151b22', kern: '--kern-color-layout-background-default' },
  raised: { light: '#f2f5f8', dark: '#1f2730', kern: '--kern-color-layout-background-hued' },
  text: { light: '#18222d', dark: '#e9eef3', kern: '--kern-color-layout-text-default' },
  muted: { light: '#4d5a68', dark: '#adb9c5', kern: '--kern-color-layout-text-muted' },
  border: { light: '#d3dbe3', dark: '#37434f', kern: '--kern-color-layout-border' },
  control: { light: '#667483', dark: '#8a98a7', kern: '--kern-color-form-input-border' },
  accent: { light: '#0a5a87', dark: '#83c8f3', kern: '--kern-color-action-default' },
  'on-accent': { light: '#ffffff', dark: '#07202e', kern: '--kern-color-action-on-default' },
  danger: { light: '#a8201a', dark: '#ffb3aa', kern: '--kern-color-feedback-danger' },
  mark: { light: '#ffefb0', dark: '#5a4a05', kern: '--kern-color-feedback-warning-background' },
} as const satisfies Record<string, Color>;
export type ColorName = keyof typeof PALETTE;

interface Pair {
  readonly front: ColorName;
  readonly back: ColorName;
  /** SC 1.4.3 asks 4.5 for text, SC 1.4.11 asks 3 for controls and focus. */
  readonly ratio: 4.5 | 3;
}

/** Which colours meet where. */
export const PAIRS: readonly Pair[] = [
  { front: 'text', back: 'surface', ratio: 4.5 },
  { front: 'text', back: 'raised', ratio: 4.5 },
  { front: 'text', back: 'mark', ratio: 4.5 },
  { front: 'muted', back: 'surface', ratio: 4.5 },
  { front: 'muted', back: 'raised', ratio: 4.5 },
  { front: 'accent', back: 'surface', ratio: 4.5 },
  { front: 'accent', back: 'raised', ratio: 4.5 },
  { front: 'on-accent', back: 'accent', ratio: 4.5 },
  { front: 'danger', back: 'surface', ratio: 4.5 },
  { front: 'control', back: 'surface', ratio: 3 },
];

/** The pairs that cannot be told apart well enough, as text for a developer; null stands for a colour that cannot be measured. */
export function weakPairs(colors: Readonly<Record<ColorName, Rgb | null>>): string[] {
  return PAIRS.flatMap(({ front, back, ratio }) => {
    const [one, other] = [colors[front], colors[back]];
    if (one === null || other === null) return [`${one === null ? front : back} is no opaque colour`];
    const reached = contrast(one, other);
    return reached < ratio ? [`${front} on ${back} has ${reached.toFixed(2)} : 1, needed is ${ratio} : 1`] : [];
  });
}

/**
 * Measures the colours in force in `root`, which a host may have replaced, and goes back to Lumi's own where they are too weak to read. Returns
 * what was wrong.
 */
export function checkPalette(root: HTMLElement): string[] {
  root.classList.remove('own-colors');
  const probe = document.createElement('span');
  root.append(probe);
  const names = Object.keys(PALETTE) as ColorName[];
  const colors = Object.fromEntries(names.map((name) => [name, measure(probe, `var(--_${name})`)])) as Record<
    ColorName,
    Rgb | null
  >;
  probe.remove();
  const problems = weakPairs(colors);
  root.classList.toggle('own-colors', problems.length > 0);
  return problems;
}

/** A colour in sRGB. Those of other spaces are mixed with themselves there, which is how a style sheet converts. */
function measure(probe: HTMLElement, color: string): Rgb | null {
  probe.style.color = color;
  const plain = parseColor(getComputedStyle(probe).color);
  if (plain !== null) return plain;
  probe.style.color = `color-mix(in srgb, ${color}, ${color})`;
  return parseColor(getComputedStyle(probe).color);
}

/** The custom properties `--_<name>` that all other rules use. */
export function paletteRules(): string {
  const entries = Object.entries(PALETTE);
  const own = (value: (color: Color) => string) =>
    entries.map(([name, color]) => `--own-${name}:${value(color)};`).join('');
  const used = (value: (name: string, color: Color) => string) =>
    entries.map(([name, color]) => `--_${name}:${value(name, color)};`).join('');
  return `
.lumi { ${own(({ light, dark }) => `light-dark(${light},${dark})`)} ${used((name, { kern }) => `var(--lumi-${name},var(${kern},var(--own-${name})))`)} }
@supports not (color: light-dark(red, red)) {
  .lumi { ${own(({ light }) => light)} }
  @media (prefers-color-scheme: dark) { .lumi { ${own(({ dark }) => dark)} } }
}
.lumi.own-colors { ${used((name) => `var(--own-${name})`)} }
`;
}
