import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceRanges } from '../../src/language/sentences.ts';

function sentences(text: string): string[] {
  return sentenceRanges(text).map(({ start, end }) => text.slice(start, end));
}

/** A bar marks where sentences must be cut. */
function cutAtBars(marked: string): { text: string; expected: string[] } {
  const expected = marked.split('|').map((part) => part.trim());
  return { text: expected.join(' '), expected };
}

describe('sentenceRanges', () => {
  it.each([
    // Plain sentences
    'Das Rathaus öffnet um acht.|Danach ist der Markt.|Wer kommt?|Alle!',
    'Im Jahr 2016 bebte die Erde.|Das war schlimm.',
    'The town hall opens at eight.|Bring your passport!|Any questions?|Ask us.',
    // Ordinals and dates
    'Die Feier ist am 22. April im Rathaus.|Der Eintritt ist frei.',
    'Sie wurden vom 22. bis 24. Oktober 1940 verschleppt.|Viele starben.',
    'Am 3. und 4. Mai ist geschlossen.|Am 5. Mai nicht.',
    'Der 1. Bürgermeister kam.|Die 2. Bürgermeisterin auch.',
    'Der 25.11.2019 war ein Montag.|Der 26.11. Dienstag.',
    'Geöffnet vom 7.–10. Oktober.|Danach nicht.',
    'Das Fest war 2019.|Im Jahr 2020 fiel es aus.',
    'Das war 2019.|Kinder kamen trotzdem.',
    'Es kamen 9.200 Gäste, später 9.300.|Niemand ging.',
    'Beginn ist um 15.30 Uhr.|Ende ist um 18.30.|Kinder gehen früher.',
    'Sie wurde 30.|Danach zog sie fort.',
    'Der Vertrag gilt seit 22. Apr. 2022 und bis Dez. 2030.|Er ist kurz.',
    // Titles, names, initials, rulers
    'Es sprach Prof. Dr. Eckart Würzner.|Er war kurz.',
    'Die Urkunde trägt Dr. h. c. Anna Weiß.|Sie wohnt hier.',
    'Dipl.-Ing. Meier plante den Bau.|Er steht.',
    'Das Denkmal zeigt J. W. Goethe und R. A. Weber im Park.|Es ist alt.',
    'Frau Dr. med. Roth baute um 44 v. Chr. Straßen nach.|Das gefiel.',
    'Es steht in Drs. 9/1482 und lfd. Nr. 3 [. . .] Mehr folgt.',
    'Ein Schloss von Kurfürst Friedrich IV. Kurpfalz ist weit.|Der Weg lohnt.',
    'Unser Plan B.|Danach kommt nichts.',
    'Hr. Schmitt und Fr. Lang helfen.|Beide kennen sich aus.',
    // Abbreviations
    'Wir nehmen z. B. Pässe und z.B. Ausweise.|Der Rest bleibt hier.',
    'Dort lehrt man u.a. Robotik und u. a. Medizin.|Das ist neu.',
    'Dort lehrt man Robotik u. a.|Die Stadt freut sich.',
    'Wir sammeln Glas, Papier usw.|Das hilft allen.',
    'Wir sammeln Glas usw. Papier nehmen andere.',
    'Bring paper, glass etc.|The yard is open.',
    'Das kostet ca. 3 Mio. Euro bzw. 3,2 Mrd. Yen.|Das Land zahlt mit.',
    'Das regelt § 34 Abs. 2 BauGB und Art. 5 GG.|Fragen beantwortet das Amt.',
    'So etwas gibt es in dieser Art.|Nirgends sonst.',
    'Zimmer Nr. 12, Tel. 06221 58-10580, ggf. inkl. Anmeldung.|Bitte klingeln.',
    'Die Linie 720 fährt nach St. Leon-Rot.|Dort endet sie.',
    'Das Amt sitzt in der Berliner Str. 5 und der Mainzer Str.|Es zieht um.',
    'Der Verein heißt Stadtbild e. V. Heidelberg.|Er ist alt.',
    'Evtl. Änderungen stehen im Netz.|Das gilt d. h. immer.',
    'Geöffnet Mo. 8 bis Fr. 16 Uhr.|Samstags nicht.',
    // English
    'Mr. Miller lives at No. 5 near St. Mary.|He is kind.',
    'We need papers, e.g. Your passport counts.',
    'The answer is No.|We are sorry.',
    'It opens at 5 p.m.|The pool does not.',
    // Quotations and brackets
    '„Das wollen wir weiter intensivieren“, sagte der Bürgermeister.|Dann ging er.',
    '„Das wollen wir weiter intensivieren.“, sagte der Bürgermeister.|Dann ging er.',
    '„Kommt alle!“, rief sie.|Niemand kam.',
    '„Kommt alle!“ rief sie.|Niemand kam.',
    '„Wir kommen.“|Danach war es still.',
    '„Wir kommen. Heute noch.“'.replace('. H', '.|H'),
    'Das steht dort (siehe unten.)|Mehr folgt.',
    'Er kam (!) Montag und ging (?) Dienstag.|Niemand wusste es.',
    '»Gut so.«|«Sehr gut.»|Ende.',
    // Ellipses, dashes, addresses
    'Er wartete … Stunden um Stunden.|Dann ging er.',
    'Er wartete…|Niemand kam.|Schade...|Wirklich.',
    'Das war es. – doch nicht ganz.|– Danach kam mehr.',
    'Siehe https://www.example.org/a.b?c=d!e und frag.mich@example.org. dort.',
    'Siehe www.example.org.|Dort steht alles.',
    // List numbers
    '1. Die Stadt zahlt.|2. Das Land zahlt.',
    '12. Kinder sind frei.',
  ])('cuts at the bars only: %s', (marked) => {
    const { text, expected } = cutAtBars(marked);
    expect(sentences(text)).toEqual(expected);
  });

  it('never reaches across a line break and trims white space', () => {
    expect(sentences('  Rathaus\nMarktplatz 10 \r\n\n 69117 Heidelberg\u2028Ende. ')).toEqual([
      'Rathaus',
      'Marktplatz 10',
      '69117 Heidelberg',
      'Ende.',
    ]);
  });

  it('takes a no-break space for a space', () => {
    expect(sentences('Am 22.\u00a0April, z.\u00a0B. abends.\u00a0Danach nicht.')).toEqual([
      'Am 22.\u00a0April, z.\u00a0B. abends.',
      'Danach nicht.',
    ]);
  });

  it('finds nothing in nothing', () => {
    expect(sentenceRanges('')).toEqual([]);
    expect(sentenceRanges(' \n\t ')).toEqual([]);
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom('Dr.', 'am', '22.', 'April', '„Ja.“', '\n', '(z. B.)', 'Ende.', '…', '!', 'A', ' ', 'Der', '–'),
        { maxLength: 40 },
      )
      .map((parts) => parts.join(' ')),
  );

  it('puts every character but white space into exactly one sentence', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const covered = sentenceRanges(text).map(({ start, end }) => text.slice(start, end));
        expect(covered.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  it('gives ranges in order that are trimmed, not empty and on one line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let end = 0;
        for (const range of sentenceRanges(text)) {
          const sentence = text.slice(range.start, range.end);
          expect(range.start).toBeGreaterThanOrEqual(end);
          expect(sentence).not.toBe('');
          expect(sentence.trim()).toBe(sentence);
          expect(sentence).not.toMatch(/[\n\r]/);
          end = range.end;
        }
      }),
    );
  });

  it('agrees with Intl.Segmenter where no abbreviation or number is involved', () => {
    const segmenter = new Intl.Segmenter('de', { granularity: 'sentence' });
    const word = fc.constantFrom('Rathaus', 'öffnet', 'morgen', 'Kinder', 'spielen', 'Neckar', 'heute', 'schön');
    const sentence = fc
      .tuple(fc.array(word, { minLength: 2, maxLength: 8 }), fc.constantFrom('.', '!', '?', '?!', '.“'))
      .map(([parts, mark]) => `Das ${parts.join(' ')}${mark}`);
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 6 }), (parts) => {
        const text = parts.join(' ');
        expect(sentences(text)).toEqual(Array.from(segmenter.segment(text), (part) => part.segment.trim()));
      }),
    );
  });

  it.each(['Am 22. Mai. ', '. ', '.', '…', '“', 'z. B. ', 'a.', '1.', '( ', '„A.“ '])(
    'reads a megabyte of %j within the test time limit',
    (unit) => {
      const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
      const covered = sentenceRanges(text).reduce((sum, { start, end }) => sum + end - start, 0);
      expect(covered).toBeGreaterThan(0);
    },
    5_000,
  );
});
