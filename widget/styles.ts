import LAYOUT_RULES from './layout.css';
import MESSAGE_RULES from './messages.css';
import { paletteRules } from './palette.ts';

/** Pages that set their root to less (62.5 % is common) mean their own sizes, people who set more mean ours, too. */
const REM = 'max(1rem, 16px)';

/**
 * The style sheet of the element. Constructed sheets need no permission of the page's content policy. All lengths are logical, so that the
 * element follows the direction of its page.
 */
export function createStyleSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  const rules = (LAYOUT_RULES + MESSAGE_RULES).replace(/(\d*\.?\d+)rem\b/g, `calc($1 * ${REM})`);
  sheet.replaceSync(paletteRules() + rules);
  return sheet;
}
