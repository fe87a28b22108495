import type { Random } from '../../model/train/random.ts';

/** Ways to damage the bytes of one file. Each gives other bytes than it got, or null where the file gives no occasion. */
export const MUTATIONS = {
  'bit in the header': (bytes, random) => flipBit(bytes, random.below(Math.min(HEADER_BYTES, bytes.length)), random),
  'bit in the body': (bytes, random) => flipBit(bytes, random.below(bytes.length), random),
  'short end': (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  'longer end': (bytes, random) => Buffer.concat([bytes, randomBytes(1 + random.below(64), random)]),
  'zeroed range': (bytes, random) => {
    const start = random.below(bytes.length);
    return Buffer.from(bytes).fill(0, start, Math.min(bytes.length, start + 1 + random.below(512)));
  },
  empty: () => Buffer.alloc(0),
} as const satisfies Record<string, (bytes: Buffer, random: Random) => Buffer>;
export type Mutation = keyof typeof MUTATIONS;

/** Where formats keep magic numbers and sizes. */
const HEADER_BYTES = 96;

function flipBit(bytes: Buffer, at: number, random: Random): Buffer {
  const changed = Buffer.from(bytes);
  changed[at]! ^= 1 << random.below(8);
  return changed;
}

function randomBytes(length: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}

/** Other values of the same kind for one field of a JSON text; the text stays valid JSON. */
export function editJson(text: string, random: Random): string {
  const value = JSON.parse(text) as unknown;
  const places = leavesOf(value, []);
  const { holder, key } = random.pick(places);
  const held = holder[key];
  if (typeof held === 'number') holder[key] = held + 1 + random.below(1000);
  else if (typeof held === 'boolean') holder[key] = !held;
  else if (typeof held === 'string') holder[key] = editText(held, random);
  else holder[key] = 0;
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** One character is exchanged for another of its class, so that a digest stays one. */
function editText(text: string, random: Random): string {
  if (text === '') return 'x';
  const at = random.below(text.length);
  const alphabet = /[0-9]/.test(text[at]!) ? '0123456789' : 'abcdef';
  const other = random.pick(Array.from(alphabet).filter((character) => character !== text[at]));
  return text.slice(0, at) + other + text.slice(at + 1);
}

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function leavesOf(value: unknown, found: Place[]): Place[] {
  if (typeof value !== 'object' || value === null) return found;
  const holder = value as Record<string, unknown>;
  for (const [key, held] of Object.entries(holder)) {
    if (typeof held === 'object' && held !== null && Object.keys(held).length > 0) leavesOf(held, found);
    else found.push({ holder, key });
  }
  return found;
}
