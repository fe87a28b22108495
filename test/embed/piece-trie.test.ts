import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPieceTrie, NO_NODE, ROOT, type PieceTrie } from '../../src/embed/piece-trie.ts';

describe('createPieceTrie', () => {
  it('finds exactly the pieces that a word begins with', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ü', '熊'), maxLength: 6 });
    fc.assert(
      fc.property(fc.uniqueArray(text, { maxLength: 30 }), text, (pieces, word) => {
        const expected = pieces.filter((piece) => piece !== '' && word.startsWith(piece));
        expect(
          prefixes(createPieceTrie(pieces), word)
            .map((index) => pieces[index])
            .sort(),
        ).toEqual(expected.sort());
      }),
    );
  });
});

function prefixes(trie: PieceTrie, word: string): number[] {
  const found: number[] = [];
  let node = ROOT;
  for (let at = 0; at < word.length; at += 1) {
    node = trie.next(node, word.charCodeAt(at));
    if (node === NO_NODE) break;
    if (trie.pieceAt(node) >= 0) found.push(trie.pieceAt(node));
  }
  return found;
}
