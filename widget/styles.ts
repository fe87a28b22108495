import LAYOUT_RULES from './layout.css';
import MESSAGE_RULES from './messages.css';
import { paletteRules } from './palette.ts';

/**
 * The style sheet of the element. Constructed sheets need no permission of the page's content policy. All lengths are logical, so that the
 * element follows the direction of its page.
 */
export function createStyleSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(paletteRules() + LAYOUT_RULES + MESSAGE_RULES);
  return sheet;
}
