/**
 * The words of a collection with how many rows hold each: what tells a word that is spelt wrong from one that is, and finds the words it may stand for.
 * A collection of 100,000 passages has hundreds of thousands of words, so they lie in one buffer, found by a hash table in a typed array.
 */

/** Rows that hold each word; the arrays behind a list. `word-list-file.ts` has their layout on disk. */
export interface WordData {
  /** The words in UTF-8, one behind the other. */
  readonly letters: Uint8Array;
  /** Where each word starts in `letters`; one more entry ends the last. */
  readonly starts: Uint32Array;
  readonly frequencies: Uint32Array;
}

export interface WordList {
  readonly data: WordData;
  /** Rows that hold a normalised word; 0 where none does. */
  frequencyOf(word: string): number;
  /**
   * The words at one edit from a word of the letters a to z (Damerau 1964: a letter left out, added or replaced, or two neighbours swapped), the word itself
   * not among them, in no particular order; none for a word with other signs. Takes time in proportion to the word's length.
   */
  wordsNear(word: string): string[];
}

/** The hash of a word is the value of a polynomial of its bytes at this odd number, mod 2³²: that of an edited word follows from the hashes of its parts. */
const HASH_BASE = 0x01000193;
/** Spreads the hash over the table (Knuth's multiplicative hashing: 2³² over the golden ratio). */
const SPREAD = 0x9e3779b1;
/** Slots per word at least: at this load a word that is not there takes less than two looks. */
const SLOTS_PER_WORD_MIN = 1.5;
const EMPTY = 0;
const LETTER_A = 0x61;
const LETTERS = 26;
const ONLY_LETTERS = /^[a-z]+$/;

/** The words of rows, each a list of normalised words, in order of first sight. */
export function buildWordList(rows: Iterable<Iterable<string>>): WordList {
  const counts = new Map<string, number>();
  for (const row of rows) for (const word of new Set(row)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const starts = new Uint32Array(counts.size + 1);
  const letters = Buffer.from([...counts.keys()].join(''));
  let number = 0;
  for (const word of counts.keys()) {
    starts[number + 1] = starts[number]! + Buffer.byteLength(word);
    number += 1;
  }
  return createWordList({ letters, starts, frequencies: Uint32Array.from(counts.values()) });
}

/** A list over arrays that were just built or loaded. */
export function createWordList(data: WordData): WordList {
  const { letters, starts, frequencies } = data;
  const { find } = createHashTable(letters, starts);
  let room = Buffer.alloc(64);
  /** The word in UTF-8, in the same room each time: most questions are made of short words. */
  const bytesOf = (word: string): Uint8Array => {
    if (room.length < 3 * word.length) room = Buffer.alloc(6 * word.length);
    return room.subarray(0, room.write(word));
  };
  const wordAt = (number: number): string =>
    Buffer.from(letters.subarray(starts[number], starts[number + 1])).toString();

  return {
    data,
    frequencyOf(word) {
      const bytes = bytesOf(word);
      const number = find(hashOf(bytes, 0, bytes.length), bytes.length, (at) => bytes[at]!);
      return number < 0 ? 0 : frequencies[number]!;
    },
    wordsNear(word) {
      if (!ONLY_LETTERS.test(word)) return [];
      const found = new Set<number>();
      eachEdit(Buffer.from(word), (hash, length, letterAt) => {
        const number = find(hash, length, letterAt);
        if (number >= 0) found.add(number);
      });
      return [...found].map(wordAt).filter((other) => other !== word);
    },
  };
}

/** The number of the word with a hash, a length in bytes and given bytes; −1 where there is none. */
type FindWord = (hash: number, length: number, byteAt: (at: number) => number) => number;

/**
 * An open-addressing table of word numbers. The bits of a slot that the numbers leave free hold bits of the hash, so that hardly any other word is compared
 * letter by letter.
 */
function createHashTable(letters: Uint8Array, starts: Uint32Array): { readonly find: FindWord } {
  const count = starts.length - 1;
  const numberBits = 32 - Math.clz32(count);
  const numberMask = numberBits === 32 ? 0xffffffff : (1 << numberBits) - 1;
  const slotBits = Math.max(1, 32 - Math.clz32(Math.ceil(count * SLOTS_PER_WORD_MIN)));
  const slots = new Uint32Array(2 ** slotBits);
  const last = slots.length - 1;
  const placeOf = (hash: number): number => Math.imul(hash, SPREAD) >>> (32 - slotBits);
  const tagOf = (hash: number): number => hash & ~numberMask;

  for (let number = 0; number < count; number += 1) {
    const hash = hashOf(letters, starts[number]!, starts[number + 1]!);
    let slot = placeOf(hash);
    while (slots[slot] !== EMPTY) slot = (slot + 1) & last;
    slots[slot] = tagOf(hash) | (number + 1);
  }

  const isWord = (number: number, length: number, byteAt: (at: number) => number): boolean => {
    const start = starts[number]!;
    if (starts[number + 1]! - start !== length) return false;
    for (let at = 0; at < length; at += 1) if (letters[start + at] !== byteAt(at)) return false;
    return true;
  };
  return {
    find(hash, length, byteAt) {
      const tag = tagOf(hash);
      for (let slot = placeOf(hash); ; slot = (slot + 1) & last) {
        const held = slots[slot]!;
        if (held === EMPTY) return -1;
        if (((held ^ tag) & ~numberMask) !== 0) continue;
        const number = ((held & numberMask) >>> 0) - 1;
        if (isWord(number, length, byteAt)) return number;
      }
    },
  };
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at += 1) hash = (Math.imul(hash, HASH_BASE) + bytes[at]!) | 0;
  return hash;
}

/** Visits every edit of a word by its hash, length and letters, without making it: a typo has some hundred edits, nearly all of them no word. */
function eachEdit(
  word: Uint8Array,
  visit: (hash: number, length: number, letterAt: (at: number) => number) => void,
): void {
  const { length } = word;
  /** Powers of the base; hashes of what stands before each place, and from it on. */
  const powers = new Int32Array(length + 2).fill(1);
  for (let at = 1; at < powers.length; at += 1) powers[at] = Math.imul(powers[at - 1]!, HASH_BASE);
  const before = new Int32Array(length + 1);
  for (let at = 0; at < length; at += 1) before[at + 1] = (Math.imul(before[at]!, HASH_BASE) + word[at]!) | 0;
  const from = new Int32Array(length + 1);
  for (let at = length - 1; at >= 0; at -= 1) {
    from[at] = (Math.imul(word[at]!, powers[length - 1 - at]!) + from[at + 1]!) | 0;
  }
  /** What stands before `start`, then `middle` (of `size` letters), then what stands from `end` on. */
  const join = (start: number, middle: number, size: number, end: number): number => {
    const rest = length - end;
    return (Math.imul(before[start]!, powers[size + rest]!) + Math.imul(middle, powers[rest]!) + from[end]!) | 0;
  };

  for (let place = 0; place <= length; place += 1) {
    for (let letter = LETTER_A; letter < LETTER_A + LETTERS; letter += 1) {
      const added = (at: number) => (at < place ? word[at]! : at === place ? letter : word[at - 1]!);
      visit(join(place, letter, 1, place), length + 1, added);
      const replaced = (at: number) => (at === place ? letter : word[at]!);
      if (place < length) visit(join(place, letter, 1, place + 1), length, replaced);
    }
    if (place < length) visit(join(place, 0, 0, place + 1), length - 1, (at) => word[at < place ? at : at + 1]!);
    if (place + 1 >= length) continue;
    const [first, second] = [word[place]!, word[place + 1]!];
    const swapped = (at: number) => (at === place ? second : at === place + 1 ? first : word[at]!);
    visit(join(place, Math.imul(second, HASH_BASE) + first, 2, place + 2), length, swapped);
  }
}
