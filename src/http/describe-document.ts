import type { Document, Passage } from '../types.ts';
import type { DocumentSummary } from './schemas.ts';

/** A passage as search shows it. */
export function describePassage({ document, chunk, text, score, explain }: Passage) {
  return {
    documentId: document.id,
    title: document.title,
    publishedOn: document.publishedOn,
    url: document.url,
    heading: chunk.headingPath.join(' › '),
    text,
    score,
    explain,
  };
}

/** What the public may know of a document: not where its file came from, and not its state, which is always live here. */
export function summariseDocument(document: Document): DocumentSummary {
  const { id, title, publisher, publishedOn, dateBasis, url, language, department, contact } = document;
  const { topics, validUntil, eventOn, supersedes, easyLanguage } = document;
  return {
    id,
    title,
    publisher,
    publishedOn,
    dateBasis,
    url,
    language,
    department,
    contact,
    topics,
    validUntil,
    eventOn,
    supersedes,
    easyLanguage,
  };
}
