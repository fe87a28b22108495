import type { Page } from '../page.ts';
import { plainPage } from '../page.ts';

/** A plain text file: nothing in it is markup, and nothing is known but what it says. */
export function loadText(text: string): Page {
  return plainPage('plain', text);
}
