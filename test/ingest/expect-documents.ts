import { expect } from 'vitest';
import type { IngestedDocument } from '../../src/ingest/ingest.ts';

export interface ExpectedDocument {
  readonly title: string | RegExp;
  /** Day, month or year; null for none. */
  readonly publishedOn: string | null;
  readonly dateBasis: 'stated' | 'inferred' | null;
  readonly eventOn?: string | null;
  readonly publisher: readonly string[];
  /** Short quotations that the body holds. */
  readonly facts: readonly string[];
}

/** Words and signs of websites' frames that no document may hold, whatever the page. */
export const FRAME_PHRASES = [
  'Zur Ämterseite',
  'Weiterlesen',
  'mehr...',
  'mehr dazu',
  'Lesezeit',
  'Foto:',
  'Bild:',
  'Foto zum Download',
  'Symbolbild',
  '• Teilen',
  'Logo facebook',
  'Startseite',
  'Aktuelle Pressemeldungen',
  'Weitere Meldungen',
  'Barrierefreiheit',
  'nachladen',
  'Logout',
  '×',
];

/** Compares documents with what a page holds: number, order, titles, dates, facts kept, frame gone. */
export function expectDocuments(documents: readonly IngestedDocument[], expected: readonly ExpectedDocument[]): void {
  expect(documents.map(({ title }) => title)).toEqual(
    expected.map(({ title }) => (typeof title === 'string' ? title : (expect.stringMatching(title) as string))),
  );
  expected.forEach((wanted, at) => {
    const document = documents[at]!;
    expect(wanted.publisher, document.title).toContain(document.publisher);
    expect(document.publishedOn?.date ?? null, document.title).toBe(wanted.publishedOn);
    expect(document.dateBasis, document.title).toBe(wanted.dateBasis);
    if (wanted.eventOn !== undefined) expect(document.eventOn?.date ?? null, document.title).toBe(wanted.eventOn);
    for (const fact of wanted.facts) expect(document.markdown).toContain(fact);
    for (const phrase of FRAME_PHRASES) expect(`${document.title}\n${document.markdown}`).not.toContain(phrase);
  });
}
