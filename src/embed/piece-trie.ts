/** Prefix tree of subword pieces over UTF-16 code units, in flat arrays: the inner loop of tokenisation and of its training. */
export interface PieceTrie {
  /** Node reached from `node` by a code unit, or `NO_NODE`. The walk of a word begins at `ROOT`. */
  next(node: number, codeUnit: number): number;
  /** Index of the piece that ends at a node, or -1. */
  pieceAt(node: number): number;
}

export const ROOT = 0;
/** Nothing leads back to the root, so its number is free to say that there is no such node. */
export const NO_NODE = 0;

/** Share of the hash slots in use at most; above it, probing gets long. */
const MAX_LOAD = 0.5;
/** Odd multipliers that spread node numbers and code units over the slots (golden ratio; murmur finaliser). */
const NODE_SPREAD = 0x9e3779b1;
const UNIT_SPREAD = 0x85ebca6b;

/** Builds the tree of `pieces`; a piece is known by its index, of equal pieces the last one wins, empty pieces are left out. */
export function createPieceTrie(pieces: readonly string[]): PieceTrie {
  const nodesMax = 1 + pieces.reduce((sum, piece) => sum + piece.length, 0);
  let slots = 16;
  while (slots * MAX_LOAD < nodesMax) slots *= 2;
  const mask = slots - 1;
  const fromNode = new Int32Array(slots);
  const byUnit = new Uint16Array(slots);
  const toNode = new Int32Array(slots);
  const pieceOf = new Int32Array(nodesMax).fill(-1);

  function slotOf(node: number, unit: number): number {
    const mixed = Math.imul(node, NODE_SPREAD) ^ Math.imul(unit, UNIT_SPREAD);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (toNode[slot] !== NO_NODE && (fromNode[slot] !== node || byUnit[slot] !== unit)) slot = (slot + 1) & mask;
    return slot;
  }

  let nodes = 1;
  pieces.forEach((piece, index) => {
    if (piece === '') return;
    let node = ROOT;
    for (let at = 0; at < piece.length; at += 1) {
      const unit = piece.charCodeAt(at);
      const slot = slotOf(node, unit);
      if (toNode[slot] === NO_NODE) {
        fromNode[slot] = node;
        byUnit[slot] = unit;
        toNode[slot] = nodes;
        nodes += 1;
      }
      node = toNode[slot]!;
    }
    pieceOf[node] = index;
  });

  return {
    next: (node, codeUnit) => toNode[slotOf(node, codeUnit)]!,
    pieceAt: (node) => pieceOf[node]!,
  };
}
