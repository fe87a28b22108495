import { beforeAll, describe, expect, it } from 'vitest';
import { createExtractor, type ChosenSentence } from '../../src/answer/extract.ts';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import type { Embedder } from '../../src/embed/embedder.ts';
import { createLexicon } from '../../src/retrieve/lexicon.ts';
import type { Passage } from '../../src/types.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { passagesOf } from '../support/sample-passages.ts';

const LEXICON = createLexicon([], [{ de: ['Turm'], en: ['tower'] }]);

let embedder: Embedder;
beforeAll(async () => {
  embedder = await createEmbedder('bundled');
});

const SENTENCES_MAX = 3;

/** The sentences chosen and the rest, for a question about everything that the passages hold. */
async function chooseAndRest(
  question: string,
  passages: readonly Passage[],
  sentencesMax = SENTENCES_MAX,
  by: Embedder = embedder,
): Promise<{ shown: readonly ChosenSentence[]; more: readonly ChosenSentence[] }> {
  const parts = { embedder: by, lexicon: LEXICON, rarity: () => 1 };
  const extractor = await createExtractor(question, passages, sentencesMax, parts);
  const shown = await extractor.choose(passages);
  const more = await extractor.rest(shown);
  for (const { passage, start, end, text } of [...shown, ...more])
    expect(passage.document.text.slice(start, end)).toBe(text);
  return { shown, more };
}

async function extract(
  question: string,
  passages: readonly Passage[],
  sentencesMax = SENTENCES_MAX,
): Promise<string[]> {
  return (await chooseAndRest(question, passages, sentencesMax)).shown.map(({ text }) => text);
}

const list = (items: number) =>
  `Das Museum hat geöffnet. Im Museum gelten diese Regeln:\n\n${Array.from({ length: items }, (_, at) => `- Regel Nummer ${at + 1} für Gäste im Museum`).join('\n')}`;

describe('createExtractor', () => {
  it('gives nothing for no passage', async () => {
    expect(await extract('Wie lang ist die Brücke?', [])).toEqual([]);
  });

  it('gives nothing for a passage of headings only', async () => {
    expect(await extract('Wann ist das Fest?', passagesOf(sampleDocument('# Wann ist das Fest?')))).toEqual([]);
  });

  it.each([1, 3, 5])('gives at most %i sentences of running text, the best among them', async (sentencesMax) => {
    const text = Array.from({ length: 12 }, (_, at) => `Die Brücke ${at} ist ${at + 10} Meter lang.`).join(' ');
    const sentences = await extract('Wie lang ist die Brücke 7?', passagesOf(sampleDocument(text)), sentencesMax);
    expect(sentences.length).toBeLessThanOrEqual(sentencesMax);
    expect(sentences).toContain('Die Brücke 7 ist 17 Meter lang.');
  });

  it('raises the sentence that holds the kind of thing asked for', async () => {
    const document = sampleDocument(
      'Die Brücke wurde von vielen Menschen bewundert. Die Brücke wurde am 3. Mai 1911 eingeweiht. Die Brücke wurde von der Stadt gekauft.',
    );
    expect((await extract('Wann wurde die Brücke eingeweiht?', passagesOf(document), 1))[0]).toContain('3. Mai 1911');
  });

  describe('lists', () => {
    it.each([4, 15])('come whole with their lead-in, also beyond the number of sentences: %i items', async (items) => {
      const sentences = await extract('Welche Regeln gelten im Museum?', passagesOf(sampleDocument(list(items))));
      expect(sentences).toHaveLength(items + 1);
      expect(sentences[0]).toBe('Im Museum gelten diese Regeln:');
    });

    it('come whole where they reach over several passages', async () => {
      const passages = passagesOf(sampleDocument(list(10)), { charsTarget: 100, charsMax: 200 });
      expect(passages.length).toBeGreaterThan(2);
      expect(await extract('Was sagt Regel Nummer 7 für Gäste?', passages)).toHaveLength(11);
    });

    it('are not shown as lists above 15 items', async () => {
      const sentences = await extract('Welche Regeln gelten im Museum?', passagesOf(sampleDocument(list(16))));
      expect(sentences.length).toBeLessThanOrEqual(SENTENCES_MAX);
    });

    it('come without a lead-in where there is none', async () => {
      const document = sampleDocument('Ein Absatz über etwas anderes.\n\n- Äpfel vom Markt\n- Birnen vom Markt');
      expect(await extract('Gibt es Äpfel vom Markt?', passagesOf(document), 5)).toEqual([
        'Äpfel vom Markt',
        'Birnen vom Markt',
      ]);
    });

    it('are whole or not at all, also where a sentence shown before names some of their items', async () => {
      const document = sampleDocument(
        'Im Sommer besuchen Gäste aus Dijon, Lublin und Turku das Rathaus.\n\nGäste im Rathaus im Sommer kommen aus:\n\n- Dijon\n- Lublin\n- Turku\n- Graz',
      );
      for (const question of ['Welche Gäste besuchen im Sommer das Rathaus?', 'Kommen Gäste aus Dijon oder Graz?']) {
        for (let sentencesMax = 1; sentencesMax <= 5; sentencesMax += 1) {
          const sentences = await extract(question, passagesOf(document), sentencesMax);
          const items = sentences.filter((text) => ['Dijon', 'Lublin', 'Turku', 'Graz'].includes(text));
          expect([0, 4]).toContain(items.length);
        }
      }
    });
  });

  describe('a sentence that points back', () => {
    const question = 'Wie viel Stahl wurde gebraucht?';

    it('comes with the one before', async () => {
      const document = sampleDocument('Johann Wegener baute das Tor. Er brauchte 900 Tonnen Stahl.');
      expect(await extract(question, passagesOf(document), 1)).toEqual([
        'Johann Wegener baute das Tor.',
        'Er brauchte 900 Tonnen Stahl.',
      ]);
    });

    it('comes with the one before from another passage', async () => {
      const filler =
        'Viele Menschen aus der Umgebung sahen bei der Eröffnung des Tores zu und freuten sich sehr darüber.';
      const document = sampleDocument(`${filler}\n\nJohann Wegener baute das Tor.\n\nEr brauchte 900 Tonnen Stahl.`);
      const passages = passagesOf(document, { charsTarget: 30, charsMax: 200 });
      expect(passages).toHaveLength(3);
      expect(await extract(question, [passages[2]!], 1)).toEqual([
        'Johann Wegener baute das Tor.',
        'Er brauchte 900 Tonnen Stahl.',
      ]);
    });

    it('comes alone below a heading and at the start of a document', async () => {
      const below = sampleDocument('Das ist ein Satz.\n\n## Stahl\n\nEr brauchte 900 Tonnen Stahl.');
      expect(await extract(question, passagesOf(below).slice(1), 1)).toEqual(['Er brauchte 900 Tonnen Stahl.']);
      const first = sampleDocument('Er brauchte 900 Tonnen Stahl.');
      expect(await extract(question, passagesOf(first), 1)).toEqual(['Er brauchte 900 Tonnen Stahl.']);
    });

    it('comes with the whole list before it', async () => {
      const document = sampleDocument(
        'Gebaut wurden:\n\n- ein Tor\n- ein Turm\n\nDafür brauchte man 900 Tonnen Stahl.',
      );
      expect(await extract(question, passagesOf(document), 1)).toEqual([
        'Gebaut wurden:',
        'ein Tor',
        'ein Turm',
        'Dafür brauchte man 900 Tonnen Stahl.',
      ]);
    });
  });

  describe('repetition', () => {
    it('is not shown twice when two documents say the same', async () => {
      const text = 'Die neue Brücke über die Aller ist 142 Meter lang.';
      const passages = [
        ...passagesOf(sampleDocument(text, { id: 'a/eins' })),
        ...passagesOf(sampleDocument(`${text.slice(0, -1)} und breit.`, { id: 'b/zwei' })),
      ];
      expect(await extract('Wie lang ist die neue Brücke über die Aller?', passages, 5)).toHaveLength(1);
    });

    it('is not what rows of one table are that differ in one word', async () => {
      const document = sampleDocument(
        '| Tag | Öffnungszeit |\n| --- | --- |\n| Dienstag | 10 bis 18 Uhr |\n| Mittwoch | 10 bis 18 Uhr |',
      );
      expect(await extract('Wann ist die Öffnungszeit?', passagesOf(document), 5)).toEqual([
        'Tag: Dienstag; Öffnungszeit: 10 bis 18 Uhr',
        'Tag: Mittwoch; Öffnungszeit: 10 bis 18 Uhr',
      ]);
    });
  });

  it('puts documents in the order of their best sentence and sentences in that of the text', async () => {
    const passages = [
      ...passagesOf(sampleDocument('Der Turm steht am Fluss. Der Turm ist 61 Meter hoch.', { id: 'z/turm' }), {
        score: 0.8,
      }),
      ...passagesOf(sampleDocument('Der Turm am Markt ist 40 Meter hoch.', { id: 'a/markt' }), { score: 0.79 }),
    ];
    const { shown } = await chooseAndRest('Wie hoch ist der Turm?', passages, 5);
    for (const id of ['z/turm', 'a/markt']) {
      const starts = shown.filter(({ passage: { document } }) => document.id === id).map(({ start }) => start);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
    }
    const ids = shown.map(({ passage: { document } }) => document.id);
    expect(ids).toEqual([...ids].sort((a, b) => ids.indexOf(a) - ids.indexOf(b)));
  });

  it('leaves passages alone that are far worse than the best', async () => {
    const good = passagesOf(sampleDocument('Der Turm ist 61 Meter hoch.', { id: 'a/gut' }), { score: 0.9 });
    const bad = passagesOf(sampleDocument('Der Turm ist 99 Meter hoch!', { id: 'b/schlecht' }), { score: 0.3 });
    expect(await extract('Wie hoch ist der Turm?', [...good, ...bad], 5)).toEqual(['Der Turm ist 61 Meter hoch.']);
  });

  it('keeps the rest of a long answer for more, each line once', async () => {
    const text = Array.from({ length: 8 }, (_, at) => `Für den Ausweis brauchst du Unterlage Nummer ${at + 1}.`).join(
      ' ',
    );
    const { shown, more } = await chooseAndRest(
      'Welche Unterlagen brauche ich für den Ausweis?',
      passagesOf(sampleDocument(text)),
      SENTENCES_MAX,
    );
    expect(shown).toHaveLength(SENTENCES_MAX);
    expect(more.length).toBeGreaterThan(0);
    const starts = [...shown, ...more].map(({ start }) => start);
    expect(new Set(starts).size).toBe(starts.length);
    expect(more.map(({ start }) => start)).toEqual([...more.map(({ start }) => start)].sort((a, b) => a - b));
  });

  it('shows no more than 60 words of running text, unless one sentence is longer', async () => {
    const long = (name: string) => `Das Fest am ${name} ist ${'sehr '.repeat(30)}schön.`;
    const document = sampleDocument([long('Turm'), long('Markt'), long('Fluss')].join(' '));
    expect(await extract('Wie ist das Fest am Markt?', passagesOf(document), 5)).toHaveLength(1);
  });

  it('tells what something costs where it is free, and not where nothing is said of it', async () => {
    const free = passagesOf(sampleDocument('Das Fest ist auf dem Wilhelmsplatz. Der Eintritt ist frei.'));
    expect(await extract('Was kostet der Eintritt zum Fest?', free)).toContain('Der Eintritt ist frei.');
    const silent = passagesOf(sampleDocument('Der Zug fährt am Hafen ab. Die Halle liegt beim Bahnhof.'));
    expect(await extract('Was kostet der Eintritt zum Fest?', silent)).toEqual([]);
  });

  it('works with an embedder that has no word vectors', async () => {
    const { shown } = await chooseAndRest(
      'Wie hoch ist der Turm?',
      passagesOf(sampleDocument('Der Turm ist 61 Meter hoch. Das Fest ist schön.')),
      1,
      { ...embedder, words: null },
    );
    expect(shown[0]?.text).toBe('Der Turm ist 61 Meter hoch.');
  });
});
