import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBm25, createGramPeer, createWordPeer, wordGrams } from '../../../eval/peers/bm25-peer.ts';

const split = (text: string) => text.split(' ').filter((word) => word !== '');
const scoresOf = (texts: readonly string[], question: string) => [...createBm25(texts, split).scores(question)];

const word = fc.constantFrom('a', 'b', 'c', 'd');
const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));

describe('createBm25', () => {
  it('scores as the formula does by hand', () => {
    // Three texts of 3, 2 and 1 words, 2 on average; k1 1.2, b 0.75.
    // a: in one text, idf ln(1 + 2.5/1.5) = ln 2.66667 = 0.98083. b: in two, idf ln(1 + 1.5/2.5) = ln 1.6 = 0.47000.
    // Text 0: k1 (1 − b + b · 3/2) = 1.2 · 1.375 = 1.65; a twice: 0.98083 · 2 · 2.2 / 3.65 = 1.18237; b once: 0.47000 · 2.2 / 2.65 = 0.39019.
    // Text 1: 1.2 · 1 = 1.2; b once: 0.47000 · 2.2 / 2.2 = 0.47000.
    const [first, second, third] = scoresOf(['a a b', 'b c', 'c'], 'a b');
    expect(first).toBeCloseTo(1.57256, 4);
    expect(second).toBeCloseTo(0.47, 4);
    expect(third).toBe(0);
  });

  it('counts a word of the question once, however often it is said', () => {
    expect(scoresOf(['a a b', 'b c'], 'a a a')).toEqual(scoresOf(['a a b', 'b c'], 'a'));
  });

  it('gives 0 for words that no text has, and nothing without texts', () => {
    expect(scoresOf(['a', 'b'], 'x y')).toEqual([0, 0]);
    expect(scoresOf(['a', 'b'], '')).toEqual([0, 0]);
    expect(scoresOf([], 'a')).toEqual([]);
    expect(scoresOf(['', ''], 'a')).toEqual([0, 0]);
  });

  it('gives the rarer word more, and the shorter text', () => {
    const [common, rare] = scoresOf(['a x', 'b x', 'a y'], 'a b');
    expect(rare!).toBeGreaterThan(common!);
    const [long, short] = scoresOf(['a x y z', 'a x'], 'a');
    expect(short!).toBeGreaterThan(long!);
  });

  it('agrees with a naive sum over the words of the question', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), text, (texts, question) => {
        const all = texts.map(split);
        const average = all.reduce((sum, words) => sum + words.length, 0) / all.length;
        const naive = all.map((words) =>
          [...new Set(split(question))].reduce((sum, term) => {
            const n = all.filter((each) => each.includes(term)).length;
            const tf = words.filter((each) => each === term).length;
            if (tf === 0) return sum;
            const idf = Math.log(1 + (all.length - n + 0.5) / (n + 0.5));
            return sum + (idf * tf * (1.2 + 1)) / (tf + 1.2 * (1 - 0.75 + (0.75 * words.length) / average));
          }, 0),
        );
        const scores = scoresOf(texts, question);
        expect(scores).toHaveLength(naive.length);
        scores.forEach((score, at) => {
          expect(score).toBeCloseTo(naive[at]!, 9);
        });
      }),
    );
  });

  it('gives each text the same score wherever it stands', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), text, (texts, question) => {
        const turned = scoresOf([...texts].reverse(), question).reverse();
        scoresOf(texts, question).forEach((score, at) => {
          expect(turned[at]).toBeCloseTo(score, 9);
        });
      }),
    );
  });
});

describe('wordGrams', () => {
  it('are the 4-grams of each bordered word, umlauts folded', () => {
    expect(wordGrams('Müll ab')).toEqual(['_mue', 'muel', 'uell', 'ell_', '_ab_']);
    expect(wordGrams('')).toEqual([]);
  });
});

describe('the BM25 peers', () => {
  const documents = [
    { id: 'bad', title: 'Freibad', text: 'Das Becken ist warm.' },
    { id: 'bus', title: '', text: 'Der Bus hält am Markt, am Markt ist Halt.' },
    { id: 'markt', title: 'Wochenmarkt', text: 'Am Markt gibt es Obst.' },
  ];

  it('rank documents that share something with the question, best first', async () => {
    const peer = createWordPeer(documents);
    // Texts of 5, 9 and 6 words with their titles, 6.667 on average; the bus says "markt" twice: 2 · 2.2 / (2 + 1.515) = 1.252 times the idf;
    // the market once ("Wochenmarkt" is another word): 2.2 / (1 + 1.11) = 1.043 times it.
    expect(await peer.search('Wo: Markt?', 10)).toEqual(['bus', 'markt']);
    expect(await peer.search('Obst', 10)).toEqual(['markt']);
    expect(await peer.search('Schule', 10)).toEqual([]);
  });

  it('find the title too', async () => {
    expect(await createWordPeer(documents).search('freibad', 10)).toEqual(['bad']);
  });

  it('find parts of compounds by grams and not by words', async () => {
    expect(await createWordPeer(documents).search('Bad', 10)).toEqual([]);
    expect(await createGramPeer(documents).search('Freibäder', 1)).toEqual(['bad']);
    expect(await createGramPeer(documents).search('Wochenmärkte', 10)).toContain('markt');
  });

  it('give at most as many as they are asked for', async () => {
    expect(await createGramPeer(documents).search('Markt', 1)).toHaveLength(1);
    expect(await createGramPeer(documents).search('Markt', 0)).toEqual([]);
  });
});
