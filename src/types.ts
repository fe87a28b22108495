/** The nouns that cross folders. A type used in one folder only stands beside its user. */

/** Languages of the frame (replies, notices, messages). Documents may be in any language. */
export const LOCALES = ['de', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** How exact a date is: `date` is `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, and nothing is made up beyond it. */
export interface PartialDate {
  readonly date: string;
  readonly precision: 'day' | 'month' | 'year';
}

export const DATE_BASES = ['stated', 'inferred'] as const;
/** Whether the source states a document's date or Lumi inferred it from the text. */
export type DateBasis = (typeof DATE_BASES)[number];

export const DOCUMENT_STATUSES = ['draft', 'live', 'retired'] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

/** What the front matter says of a document. */
export interface DocumentMetadata {
  readonly title: string;
  /** Name as shown to citizens, for example `Stadt Heidelberg`; `unknown` where the source does not say. */
  readonly publisher: string;
  readonly publishedOn: PartialDate | null;
  readonly dateBasis: DateBasis | null;
  readonly status: DocumentStatus;
  /** Where the text was taken from: a file name or an address. */
  readonly source: string | null;
  /** The page citizens can open; always http or https. */
  readonly url: string | null;
  /** BCP 47 language of the text, for example `de`. */
  readonly language: string;
  readonly department: string | null;
  readonly contact: string | null;
  readonly topics: readonly string[];
  /** Last day (`YYYY-MM-DD`) on which the document may be answered from. */
  readonly validUntil: string | null;
  /** Day or first day of the event that the document announces or reports. */
  readonly eventOn: PartialDate | null;
  /** Ids of the documents that this one replaces. */
  readonly supersedes: readonly string[];
  readonly easyLanguage: boolean;
}

export const BLOCK_KINDS = ['heading', 'paragraph', 'list-item', 'table-row', 'quote', 'code'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/**
 * A block of the canonical text: `text.slice(start, end)`, in UTF-16 code units. Blocks do not overlap, stand in text order and
 * are separated by line breaks only.
 */
export interface Block {
  readonly kind: BlockKind;
  readonly start: number;
  readonly end: number;
  /** Headings only: 1 (the highest below the title) to 6. */
  readonly level?: number;
}

/** A document as the index sees it: metadata, and one canonical plain text in which every quote is an offset range. */
export interface Document extends DocumentMetadata {
  /** Stable id `<publisher folder>/<file name without ending>`. */
  readonly id: string;
  /** The canonical plain text (without the title): Markdown marks gone, lines kept, table rows as `header: cell` pairs. */
  readonly text: string;
  readonly blocks: readonly Block[];
  /** SHA-256 (hex) of everything above; equal digests mean nothing changed. */
  readonly digest: string;
}

/** A piece of a document: a range of its canonical text that never cuts a sentence. */
export interface Chunk {
  readonly documentId: string;
  /** 0-based place within the document. */
  readonly position: number;
  readonly start: number;
  readonly end: number;
  /** Headings above the chunk, outermost first, without the title. */
  readonly headingPath: readonly string[];
  /** What is embedded and put into the keyword index: title, date and heading path, then the text. */
  readonly indexedText: string;
  /** SHA-256 (hex) of `indexedText`: the key of the vector cache. */
  readonly digest: string;
}

/** A chunk found for a question. `text` is `document.text.slice(start, end)`. */
export interface Passage {
  readonly document: Document;
  readonly chunk: Chunk;
  readonly text: string;
  /** 0…1, comparable between questions. */
  readonly score: number;
  /** Each component of the score, by name, before weighting. */
  readonly explain: Readonly<Record<string, number>>;
}

export const ANSWER_STATUSES = [
  'answered',
  'no_answer',
  'clarification',
  'smalltalk',
  'about_bot',
  'out_of_scope',
  'personal_data',
  'refused',
  'crisis',
  'unavailable',
] as const;
export type AnswerStatus = (typeof ANSWER_STATUSES)[number];

export interface Citation {
  /** 1-based, in order of first use. */
  readonly number: number;
  readonly documentId: string;
  readonly title: string;
  readonly publisher: string;
  readonly publishedOn: PartialDate | null;
  readonly url: string | null;
  readonly language: string;
  /** Heading path joined with ` › `; empty where the passage stands under no heading. */
  readonly heading: string;
  /** Verbatim substring of the document's canonical text. */
  readonly passage: string;
  /** Verbatim substring of `passage`. */
  readonly quote: string;
}

export interface AnswerSentence {
  readonly text: string;
  /** Numbers of the citations that support the sentence; empty in fixed replies. */
  readonly citations: readonly number[];
  readonly language: string;
}

/** A disclaimer or warning on an answer. */
export interface Notice {
  readonly id: string;
  readonly text: string;
}

export interface Answer {
  readonly id: string;
  /** ISO 8601 with time zone. */
  readonly createdAt: string;
  readonly status: AnswerStatus;
  /** Language of the frame. */
  readonly language: Locale;
  readonly answerer: 'extractive' | 'generative' | 'reply';
  readonly model: string | null;
  readonly generated: boolean;
  /** The sentences joined, with `[n]` markers; items of a list stand on lines of their own. */
  readonly text: string;
  readonly sentences: readonly AnswerSentence[];
  readonly citations: readonly Citation[];
  /** Numbers of citations that hold the rest of a long answer, or what was found nearby. */
  readonly more: readonly number[];
  readonly notices: readonly Notice[];
  readonly suggestions: readonly string[];
  /** Date of the newest document that the answer cites. */
  readonly asOf: PartialDate | null;
}

/** One earlier turn of the conversation, as the client remembers it. */
export interface Turn {
  readonly question: string;
  readonly answer: string;
}

/** A question as it reaches the pipeline; limits on its size are checked before, at the edge. */
export interface AskRequest {
  readonly question: string;
  /** Earlier turns, oldest first. */
  readonly history: readonly Turn[];
  /** Language of the frame; null = that of the question. */
  readonly language: Locale | null;
  readonly plainLanguage: boolean;
}

export const ANSWER_STAGES = ['understand', 'retrieve', 'compose', 'generate'] as const;
/** Steps of an answer that a citizen may see while waiting; the names of the timing metric, too. */
export type AnswerStage = (typeof ANSWER_STAGES)[number];

/**
 * What happens while an answer is made: statuses, then citations and sentences, then notices. Citations come before the sentences that name them, and each
 * time all that are known: at once where sentences are quoted, one after the other where they are generated.
 */
export type AnswerEvent =
  | { readonly type: 'status'; readonly stage: AnswerStage }
  | { readonly type: 'citations'; readonly citations: readonly Citation[] }
  | { readonly type: 'sentence'; readonly sentence: AnswerSentence }
  | { readonly type: 'notice'; readonly notice: Notice };

/** What the bot says of itself, in every locale; the widget is built from it. */
export interface ChatbotInfo {
  readonly persona: { readonly name: string; readonly address: 'du' | 'Sie' };
  readonly city: string;
  readonly greeting: Readonly<Record<Locale, string>>;
  /** One sentence that this is a machine, the reasons for errors, reset hint, personal data, contact. */
  readonly disclaimers: Readonly<Record<Locale, readonly Notice[]>>;
  readonly contact: { readonly email: string; readonly phone: string; readonly url: string | null };
  readonly links: {
    readonly privacy: string | null;
    readonly accessibility: string | null;
    readonly imprint: string | null;
  };
  readonly languages: readonly Locale[];
  readonly examples: Readonly<Record<Locale, readonly string[]>>;
  /** Sizes in UTF-16 code units and turns; a request beyond them is refused. */
  readonly limits: {
    readonly questionCharsMax: number;
    readonly historyTurnsMax: number;
    readonly historyAnswerCharsMax: number;
  };
  /** Of the documents that may be answered from today. */
  readonly corpus: { readonly documents: number; readonly passages: number; readonly newest: PartialDate | null };
}

export const FEEDBACK_VALUES = ['up', 'down'] as const;
export type FeedbackValue = (typeof FEEDBACK_VALUES)[number];

export const FEEDBACK_REASONS = ['wrong', 'outdated', 'incomplete', 'unclear', 'other'] as const;
/** What a citizen finds wrong with an answer. */
export type FeedbackReason = (typeof FEEDBACK_REASONS)[number];
