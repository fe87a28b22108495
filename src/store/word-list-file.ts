import { LumiError } from '../errors.ts';
import { readWhole, writeDurably } from './durable-files.ts';
import { createWordList, type WordData, type WordList } from './word-list.ts';

/**
 * The word list on disk: "LUMIWORD", version, words, bytes of all words (uint32 each), where each word starts and the end of the last (uint32), rows that
 * hold each (uint32), then the words; in the byte order of the machine, as the keyword index.
 */
const MAGIC = 'LUMIWORD';
const VERSION = 1;
const HEADER_BYTES = 20;

/** Writes the list to one new file and syncs it. */
export async function saveWordList({ data }: WordList, path: string): Promise<void> {
  const { letters, starts, frequencies } = data;
  const header = new ArrayBuffer(HEADER_BYTES);
  Buffer.from(header).write(MAGIC, 'latin1');
  new Uint32Array(header, 8, 3).set([VERSION, frequencies.length, letters.length]);
  const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array) => new Uint8Array(buffer, byteOffset, byteLength);
  await writeDurably(path, [new Uint8Array(header), bytesOf(starts), bytesOf(frequencies), letters]);
}

/** Reads a list that `saveWordList` wrote. Throws `index_corrupt` where the file is not one. */
export async function loadWordList(path: string): Promise<WordList> {
  return parseWordList(await readWhole(path), path);
}

/** As `loadWordList`, from bytes that were read already. The list keeps the buffer: its arrays lie over it. */
export function parseWordList(bytes: ArrayBuffer, path: string): WordList {
  const fail = (what: string): never => {
    throw new LumiError('index_corrupt', `${path} is not a list of words: ${what}.`);
  };
  if (bytes.byteLength < HEADER_BYTES) fail(`it has ${bytes.byteLength} bytes`);
  if (Buffer.from(bytes, 0, MAGIC.length).toString('latin1') !== MAGIC) fail(`it does not begin with ${MAGIC}`);
  const [version, count, letters] = new Uint32Array(bytes, 8, 3) as unknown as [number, number, number];
  if (version !== VERSION) {
    throw new LumiError('index_incompatible', `${path} has version ${version}, expected ${VERSION}.`);
  }
  const expected = HEADER_BYTES + 4 * (count + 1) + 4 * count + letters;
  if (bytes.byteLength !== expected) fail(`it has ${bytes.byteLength} bytes, expected ${expected}`);

  const data: WordData = {
    starts: new Uint32Array(bytes, HEADER_BYTES, count + 1),
    frequencies: new Uint32Array(bytes, HEADER_BYTES + 4 * (count + 1), count),
    letters: new Uint8Array(bytes, expected - letters, letters),
  };
  const { starts } = data;
  if (starts[0] !== 0 || starts[count] !== letters) fail('its words do not add up');
  for (let word = 0; word < count; word += 1) if (starts[word + 1]! < starts[word]!) fail('its words overlap');
  return createWordList(data);
}
