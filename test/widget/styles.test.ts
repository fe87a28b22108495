import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { paletteRules } from '../../widget/palette.ts';

const SHEETS = ['widget/layout.css', 'widget/messages.css', 'widget/demo/demo.css'];
const PHYSICAL =
  /(?:^|[\s;{])(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height)|(?:margin|padding|border)-(?:left|right|top|bottom)(?:-\w+)*|float|text-align:\s*(?:left|right))\s*:/gm;

describe('style sheets', () => {
  it.each(SHEETS)('%s has logical properties only, for pages that run from right to left (U7)', (path) => {
    // Conditions of media queries are about the screen, which has no direction.
    const rules = readFileSync(path, 'utf8').replace(/@media[^{]*/g, '');
    expect(rules.match(PHYSICAL)).toBeNull();
    expect('p { margin-left: 1px; width: 2px }'.match(PHYSICAL)).toHaveLength(2);
  });

  it.each(SHEETS)('%s loads nothing (D3)', (path) => {
    expect(readFileSync(path, 'utf8')).not.toMatch(/url\(|@import|@font-face/);
  });

  it('gives fields the size of the text around them, at which phones do not zoom (U7)', () => {
    const rules = readFileSync('widget/layout.css', 'utf8').concat(readFileSync('widget/messages.css', 'utf8'));
    expect(rules).toMatch(/font: 1rem\//);
    for (const [, body] of rules.matchAll(/(?:^|[\s,])textarea[^{,]*\{([^}]*)\}/g))
      expect(body).not.toMatch(/font-size: (?!1rem)/);
  });

  it('lets a host replace each colour, then KERN, then the own ones', () => {
    expect(paletteRules()).toContain('--_accent:var(--lumi-accent,var(--kern-color-action-default,var(--own-accent)))');
  });
});
