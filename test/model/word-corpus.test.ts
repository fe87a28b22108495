import { describe, expect, it } from 'vitest';
import { createWordCorpus, SENTENCE_END } from '../../model/train/word-corpus.ts';

describe('createWordCorpus', () => {
  it('keeps texts as numbers of normalised words, with the ends of sentences', () => {
    const builder = createWordCorpus();
    builder.add({ question: 'Straße', passage: 'Die Straße ist lang. Die STRASSE auch!', clozes: 2 });
    const { words, counts, tokens, bounds, clozes } = builder.finish();
    const spelt = Array.from(tokens, (token) => (token === SENTENCE_END ? '.' : words[token]!)).join(' ');
    expect(spelt).toBe('strasse . die strasse ist lang . die strasse auch .');
    expect(bounds).toEqual([0, 2, 11]);
    expect(clozes).toEqual([2]);
    expect(counts[words.indexOf('strasse')]).toBe(3);
  });

  it('takes more text than it reserved room for', () => {
    const builder = createWordCorpus();
    for (let pair = 0; pair < 3; pair += 1) builder.add({ question: 'a', passage: 'wort '.repeat(50_000), clozes: 0 });
    const { tokens, bounds } = builder.finish();
    expect(tokens).toHaveLength(bounds.at(-1)!);
    expect(tokens).toHaveLength(3 * 50_003);
  });
});
