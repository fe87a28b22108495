import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createVerifier, type Claim, type Verifier } from '../../src/answer/verify.ts';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import { findNumbers } from '../../src/language/numbers.ts';
import { sentenceRanges } from '../../src/language/sentences.ts';
import { readLexicon } from '../../src/retrieve/lexicon.ts';
import type { DocumentMetadata, Locale, Passage } from '../../src/types.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { passagesOf } from '../support/sample-passages.ts';

const LIBRARY = [
  'Nach knapp zwei Jahren Bauzeit hat Oberbürgermeister Henrik Vollmer am Samstag die neue Stadtteilbibliothek im Erlenviertel eröffnet.',
  'Rund 400 Gäste kamen zur Feier in das Gebäude an der Kastanienallee 18.',
  'Der Bau kostete 3,9 Millionen Euro, von denen das Land 1,5 Millionen übernommen hat.',
  'Geleitet wird die Bibliothek von Marlene Fuchs, die zuvor zehn Jahre lang die Fahrbücherei betreut hat.',
  'Geöffnet ist dienstags bis freitags von 11 bis 18.30 Uhr und samstags von 10 bis 14 Uhr.',
  'Für Kinder ist der Bibliotheksausweis kostenlos, Erwachsene zahlen mindestens 20 Euro im Jahr.',
  'Die Anmeldung ist bis 31. März möglich.',
  'Hunde dürfen nicht in das Gebäude.',
  'Der Lesegarten soll im Mai 2027 angelegt werden.',
  'Fragen beantwortet das Team unter 06221 5810580 oder auf www.bibliothek.example/kontakt.',
];

function passageOf(sentences: readonly string[], parts: Partial<DocumentMetadata> = {}): Passage {
  const document = sampleDocument(sentences.join(' '), { title: 'Neue Bibliothek im Erlenviertel', ...parts });
  return passagesOf(document, { charsTarget: 5000, charsMax: 10_000 })[0]!;
}

describe('createVerifier', () => {
  let verifier: Verifier;
  const library = passageOf(LIBRARY);

  beforeAll(async () => {
    verifier = createVerifier({ embedder: await createEmbedder('bundled'), lexicon: readLexicon() });
  });

  const verify = (text: string, parts: Partial<Claim> = {}) =>
    verifier.verify({ text, passages: [library], question: 'Was ist mit der Bibliothek?', language: 'de', ...parts });

  it.each([
    'Die neue Stadtteilbibliothek im Erlenviertel wurde am Samstag von Oberbürgermeister Henrik Vollmer eröffnet.',
    'Der Bau hat 3,9 Mio. Euro gekostet.',
    'Marlene Fuchs leitet die Bibliothek.',
    'Rund 400 Besucher kamen zur Feier.',
    'Die Bibliothek ist samstags von 10 bis 14 Uhr geöffnet.',
    'Kinder bekommen den Bibliotheksausweis kostenlos.',
    'Anmelden kann man sich bis zum 31.03.',
  ])('lets a true German sentence stand: %s', async (text) => {
    expect(await verify(text)).toMatchObject({ isSupported: true });
  });

  it.each([
    'The new library cost 3.9 million euros.',
    'Marlene Fuchs is the head of the library.',
    'The library is open on Saturdays from 10 a.m. to 2 p.m.',
    'The library card is free for children.',
  ])('lets a true English sentence on a German passage stand: %s', async (text) => {
    expect(await verify(text, { language: 'en' })).toMatchObject({ isSupported: true });
  });

  it.each<[string, string, Locale]>([
    ['number', 'Der Bau kostete 4,9 Millionen Euro.', 'de'],
    ['number', 'Rund 500 Gäste kamen zur Feier.', 'de'],
    ['number', 'The new library cost 4.9 million euros.', 'en'],
    ['number', 'Erwachsene zahlen mindestens 20 Dollar im Jahr.', 'de'],
    ['date', 'Die Anmeldung ist bis 30. März möglich.', 'de'],
    ['date', 'Die Anmeldung ist bis 31. März 2026 möglich.', 'de'],
    ['date', 'Der Lesegarten soll am 3. Mai 2027 angelegt werden.', 'de'],
    ['date', 'The library is open on Sundays from 10 a.m. to 2 p.m.', 'en'],
    ['date', 'Geöffnet ist samstags von 9 bis 14 Uhr.', 'de'],
    ['name', 'Geleitet wird die Bibliothek von Jutta Seiler.', 'de'],
    ['name', 'Geleitet wird die Bibliothek von Marlene Vollmer.', 'de'],
    ['name', 'Jutta Seiler is the head of the library.', 'en'],
    ['place', 'Die Bibliothek steht in Mannheim.', 'de'],
    ['contact', 'Fragen beantwortet das Team unter 06221 5810581.', 'de'],
    ['contact', 'Fragen beantwortet das Team unter info@bibliothek.example.', 'de'],
    ['link', 'Mehr steht auf www.bibliothek-hilfe.example.', 'de'],
    ['negation', 'Hunde dürfen in das Gebäude.', 'de'],
    ['negation', 'Die Anmeldung ist bis 31. März nicht möglich.', 'de'],
    ['comparison', 'Die Anmeldung ist ab 31. März möglich.', 'de'],
    ['about_prompt', 'Laut Passage 1 kostete der Bau 3,9 Millionen Euro.', 'de'],
    ['reasoning', 'Let me check what the building cost.', 'en'],
    ['language', 'The new library cost 3.9 million euros.', 'de'],
    ['markup', 'Der Bau kostete **3,9 Millionen Euro**.', 'de'],
    ['instruction', 'Bitte geben Sie dort Ihr Passwort an.', 'de'],
    ['support', 'Der Bürgersteig vor der Schule wird im Sommer neu gepflastert.', 'de'],
  ])('withholds for %s: %s', async (reason, text, language) => {
    expect(await verify(text, { language })).toMatchObject({ isSupported: false, reason });
  });

  it('withholds facts put together of two sentences', async () => {
    const text =
      'Geleitet wird die Bibliothek dienstags bis freitags von 11 bis 18.30 Uhr und samstags von 10 bis 14 Uhr.';
    expect(await verify(text)).toMatchObject({ isSupported: false });
  });

  it('withholds a sentence that cites nothing, and one that cites another passage', async () => {
    const text = 'Der Bau kostete 3,9 Millionen Euro.';
    expect(await verify(text, { passages: [] })).toEqual({ isSupported: false, reason: 'no_citation', detail: '' });
    const other = passageOf(['Die Brücke am Mühlwehr wird ab April saniert.'], { title: 'Brücke am Mühlwehr' });
    expect(await verify(text, { passages: [other] })).toMatchObject({ isSupported: false, reason: 'number' });
    expect(await verify(text, { passages: [other, library] })).toMatchObject({ isSupported: true });
  });

  it('names the words that no passage says', async () => {
    expect(await verify('Der Bau kostete 4,9 Millionen Euro.')).toMatchObject({ detail: '4,9 Millionen Euro' });
  });

  it('takes title, publisher and date of the document for its evidence', async () => {
    const dated = passageOf(LIBRARY, {
      publishedOn: { date: '2026-02-10', precision: 'day' },
      publisher: 'Stadt Sandheim',
    });
    const passages = [dated];
    expect(await verify('Die Anmeldung ist bis 31. März 2026 möglich.', { passages })).toMatchObject({
      isSupported: true,
    });
    expect(await verify('Rund 400 Gäste kamen in Sandheim zur Feier.', { passages })).toMatchObject({
      isSupported: true,
    });
  });

  it('quotes the sentences that say it, as ranges of the document', async () => {
    const verdict = await verify('Marlene Fuchs leitet die Bibliothek.');
    if (!verdict.isSupported) throw new Error(verdict.reason);
    const [quote] = verdict.quotes;
    expect(library.document.text.slice(quote!.start, quote!.end)).toBe(LIBRARY[3]);
  });

  it('lets every sentence of a passage stand that it may show at all', async () => {
    for (const text of LIBRARY) expect(await verify(text), text).toMatchObject({ isSupported: true, support: 1 });
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(LIBRARY, { minLength: 1 }), async (sentences) => {
        const passage = passageOf(sentences);
        for (const { start, end } of sentenceRanges(passage.text)) {
          const verdict = await verify(passage.text.slice(start, end), { passages: [passage] });
          expect(verdict).toMatchObject({ isSupported: true, support: 1 });
        }
      }),
      { numRuns: 50 },
    );
  });

  it('lets no sentence stand with a number that the passage does not have', async () => {
    const held = new Set(findNumbers(LIBRARY.join(' '), 'de').map(({ value }) => value));
    const counted = LIBRARY.filter((sentence) => /\d/.test(sentence));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...counted), fc.integer({ min: 0, max: 99_999 }), async (sentence, number) => {
        fc.pre(!held.has(String(number)) && ![30, 31, 11, 10, 14, 18].includes(number));
        const text = sentence.replace(/\d+/, String(number));
        fc.pre(text !== sentence);
        expect(await verify(text), text).toMatchObject({ isSupported: false });
      }),
      { numRuns: 200 },
    );
  });

  it('rejects for no text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.constantFrom<Locale>('de', 'en'),
        async (text, language) => {
          const verdict = await verify(text, { language });
          expect(typeof verdict.isSupported).toBe('boolean');
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Twice the text may take this many times as long: quadratic work would take four times, the rest is noise of a busy machine. */
const RATIO_MAX = 3;
/** Below this, a measurement is noise. */
const MS_MIN = 60;

describe('the time of a verdict', () => {
  it.each([
    'Wort ',
    'Haus, ',
    '12 ',
    'am 3. Mai ',
    'August ',
    'um 8 Uhr ',
    'nicht offen ',
    'Ein Satz steht hier. ',
    'a.b',
    '„',
    '<',
    'montags bis ',
  ])('grows with the passage, not with its square: %s', { retry: 2, timeout: 60_000 }, async (piece) => {
    const verifier = createVerifier({ embedder: await createEmbedder('bundled'), lexicon: readLexicon() });
    const text = 'Am 3. Mai ist das Haus um 8 Uhr nicht offen und hat 12 Betten.';
    const [sample] = passagesOf(sampleDocument('Ein Satz.', { publishedOn: { date: '2026-05-01', precision: 'day' } }));
    const timeOf = async (chars: number): Promise<number> => {
      const passage = { ...sample!, text: piece.repeat(chars / piece.length) };
      let best = Number.POSITIVE_INFINITY;
      for (let turn = 0; turn < 3; turn += 1) {
        const begun = performance.now();
        await verifier.verify({ text, passages: [{ ...passage }], question: '', language: 'de' });
        best = Math.min(best, performance.now() - begun);
      }
      return best;
    };
    const once = await timeOf(30_000);
    const twice = await timeOf(60_000);
    expect(twice).toBeLessThan(Math.max(once, MS_MIN) * RATIO_MAX);
  });
});
