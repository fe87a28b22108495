import type { DateBasis, PartialDate } from '../types.ts';
import type { StatedMetadata } from './front-matter.ts';

/** What a web page does not know of itself and an editor may say in front matter; null for what is not said. */
export type Editorial = Pick<
  StatedMetadata,
  'status' | 'topics' | 'validUntil' | 'supersedes' | 'easyLanguage' | 'source'
>;

/** A file after its loader: text with what the format itself says about it. Everything unknown is null. */
export interface Page {
  /** `plain`: what the text holds is literal. `markdown`: it is Markdown. */
  readonly markup: 'plain' | 'markdown';
  readonly text: string;
  /** True for text that an editor has already put into shape (front matter): it is taken as it is. */
  readonly isClean: boolean;
  readonly title: string | null;
  readonly publisher: string | null;
  readonly publishedOn: PartialDate | null;
  /** Null: stated, where there is a date. */
  readonly dateBasis: DateBasis | null;
  readonly eventOn: PartialDate | null;
  readonly language: string | null;
  /** Always http or https. */
  readonly url: string | null;
  readonly department: string | null;
  readonly contact: string | null;
  /** Markdown around the main part (HTML only): contact blocks and date lines are looked for here too. */
  readonly surroundings: string | null;
  readonly editorial: Editorial;
  /** What the editor should know of the file although it can be read. */
  readonly warnings: readonly string[];
}

/** A page of which nothing but its text is known. */
export function plainPage(markup: Page['markup'], text: string): Page {
  return {
    markup,
    text,
    isClean: false,
    title: null,
    publisher: null,
    publishedOn: null,
    dateBasis: null,
    eventOn: null,
    language: null,
    url: null,
    department: null,
    contact: null,
    surroundings: null,
    editorial: {
      status: null,
      topics: null,
      validUntil: null,
      supersedes: null,
      easyLanguage: null,
      source: null,
    },
    warnings: [],
  };
}

/** The address if it is one that citizens can open, else null. */
export function webAddressOrNull(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  try {
    const url = new URL(value.trim());
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}
