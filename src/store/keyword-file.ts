import { LumiError } from '../errors.ts';
import { readWhole, writeDurably } from './durable-files.ts';
import { BLOCK_ROWS, createKeywordIndex, type KeywordData, type KeywordIndex } from './keyword-index.ts';

/**
 * The keyword index on disk: "LUMIGRAM", version, rows, grams, postings (uint32 each), total length (float64), then the arrays in the order
 * of `sections`, in the byte order of the machine (little-endian on all that Node runs on but s390x), each padded to 8 bytes.
 */
const MAGIC = 'LUMIGRAM';
const VERSION = 1;
const HEADER_BYTES = 32;
const ALIGNMENT_BYTES = 8;

/** Writes the index to one new file and syncs it. */
export async function saveKeywordIndex(index: KeywordIndex, path: string): Promise<void> {
  const { data } = index;
  const header = new ArrayBuffer(HEADER_BYTES);
  Buffer.from(header).write(MAGIC, 'latin1');
  new Uint32Array(header, 8, 4).set([VERSION, data.rows, data.keysHigh.length, data.postingRows.length]);
  new Float64Array(header, 24, 1)[0] = data.totalLength;
  const arrays = [data.keysHigh, data.keysLow, data.starts, data.lengths, data.postingRows, data.postingCounts];
  const parts = arrays.flatMap((array) => [
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
    new Uint8Array(padding(array.byteLength)),
  ]);
  await writeDurably(path, [new Uint8Array(header), ...parts]);
}

/** Reads an index that `saveKeywordIndex` wrote. Throws `index_corrupt` where the file is not one. */
export async function loadKeywordIndex(path: string): Promise<KeywordIndex> {
  return parseKeywordIndex(await readWhole(path), path);
}

/** As `loadKeywordIndex`, from bytes that were read already. The index keeps the buffer: its arrays lie over it. */
export function parseKeywordIndex(bytes: ArrayBuffer, path: string): KeywordIndex {
  const fail = (what: string): never => {
    throw new LumiError('index_corrupt', `${path} is not a keyword index: ${what}.`);
  };
  if (bytes.byteLength < HEADER_BYTES) fail(`it has ${bytes.byteLength} bytes`);
  if (Buffer.from(bytes, 0, MAGIC.length).toString('latin1') !== MAGIC) fail(`it does not begin with ${MAGIC}`);
  const [version, rows, gramCount, postings] = new Uint32Array(bytes, 8, 4) as unknown as [
    number,
    number,
    number,
    number,
  ];
  if (version !== VERSION) {
    throw new LumiError('index_incompatible', `${path} has version ${version}, expected ${VERSION}.`);
  }
  const slots = Math.ceil(rows / BLOCK_ROWS) * gramCount;
  const expected = [4 * gramCount, 4 * gramCount, 4 * (slots + 1), 4 * rows, 2 * postings, postings]
    .map((size) => size + padding(size))
    .reduce((sum, size) => sum + size, HEADER_BYTES);
  if (bytes.byteLength !== expected) fail(`it has ${bytes.byteLength} bytes, expected ${expected}`);

  let at = HEADER_BYTES;
  const section = <T>(create: (offset: number) => T, size: number): T => {
    const array = create(at);
    at += size + padding(size);
    return array;
  };
  const uint32 = (length: number): Uint32Array =>
    section((offset) => new Uint32Array(bytes, offset, length), 4 * length);
  const data: KeywordData = {
    rows,
    totalLength: new Float64Array(bytes, 24, 1)[0]!,
    keysHigh: uint32(gramCount),
    keysLow: uint32(gramCount),
    starts: uint32(slots + 1),
    lengths: uint32(rows),
    postingRows: section((offset) => new Uint16Array(bytes, offset, postings), 2 * postings),
    postingCounts: section((offset) => new Uint8Array(bytes, offset, postings), postings),
  };
  const problem = findProblem(data);
  if (problem !== null) fail(problem);
  return createKeywordIndex(data);
}

/** What would make a search wrong or slow without end; null where all is in order. */
function findProblem(data: KeywordData): string | null {
  const { keysHigh, keysLow, starts, lengths, postingRows, rows } = data;
  for (let gram = 1; gram < keysHigh.length; gram += 1) {
    if ((keysHigh[gram]! - keysHigh[gram - 1]! || keysLow[gram]! - keysLow[gram - 1]!) <= 0)
      return 'its grams are not in order';
  }
  if (starts[0] !== 0 || starts.at(-1) !== postingRows.length) return 'its postings do not add up';
  for (let slot = 1; slot < starts.length; slot += 1) {
    if (starts[slot]! < starts[slot - 1]!) return 'its postings overlap';
  }
  const slotsPerBlock = keysHigh.length;
  for (let block = 0; block * BLOCK_ROWS < rows; block += 1) {
    const blockRows = Math.min(BLOCK_ROWS, rows - block * BLOCK_ROWS);
    const end = starts[(block + 1) * slotsPerBlock]!;
    for (let posting = starts[block * slotsPerBlock]!; posting < end; posting += 1) {
      if (postingRows[posting]! >= blockRows) return 'a posting names a row that is not there';
    }
  }
  if (lengths.reduce((sum, length) => sum + length, 0) !== data.totalLength) return 'its lengths do not add up';
  return null;
}

function padding(bytes: number): number {
  return (ALIGNMENT_BYTES - (bytes % ALIGNMENT_BYTES)) % ALIGNMENT_BYTES;
}
