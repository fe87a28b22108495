import { createHash } from 'node:crypto';
import { words } from '../language/tokens.ts';

/** The folder of the corpus that holds editors' corrections and no documents. */
export const CORRECTIONS_FOLDER = 'corrections';
/** A publisher's folder or a slug: nothing in it can leave the corpus folder. */
const ID_PART = /^[a-z0-9][a-z0-9-]{0,99}$/;
/** Long enough to tell titles apart, short enough to be read in an address; below the limit of an id part, so that `-2` fits. */
const SLUG_CHARS_MAX = 80;
const NOT_IN_SLUG = /[^a-z0-9]+/g;
/** Hexadecimal digits of the stand-in for a title without Latin letters or digits; two such titles meet by chance at some 10⁷. */
const HASH_CHARS = 12;

/** Whether a name may be a document's slug: its file name without ending. */
export function isSlug(name: string): boolean {
  return ID_PART.test(name);
}

/** Whether a name may be the folder of a publisher. */
export function isPublisherFolder(name: string): boolean {
  return ID_PART.test(name) && name !== CORRECTIONS_FOLDER;
}

/** Whether a text is `<publisher folder>/<slug>`. */
export function isDocumentId(text: string): boolean {
  const [folder, slug, ...more] = text.split('/');
  return folder !== undefined && slug !== undefined && more.length === 0 && isPublisherFolder(folder) && isSlug(slug);
}

/**
 * A name as part of an id: letters folded to a–z (ä → ae, é → e), everything else `-`, at most 80 characters, cut between words. A name
 * without such letters becomes a short hash of itself.
 */
export function slugOf(name: string): string {
  let slug = '';
  for (const word of words(name)
    .flatMap((found) => found.split(NOT_IN_SLUG))
    .filter((part) => part !== '')) {
    const longer = slug === '' ? word.slice(0, SLUG_CHARS_MAX) : `${slug}-${word}`;
    if (longer.length > SLUG_CHARS_MAX) break;
    slug = longer;
  }
  return slug === '' ? createHash('sha256').update(name).digest('hex').slice(0, HASH_CHARS) : slug;
}
