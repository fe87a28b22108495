import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROW_SCALE_TENSOR, TABLE_TENSOR } from '../../src/embed/onnx-table.ts';
import {
  MODEL_FILES,
  NORMALIZER,
  PRE_TOKENIZER,
  START_PIECE,
  STATIC_MODEL_KIND,
} from '../../src/embed/static-model.ts';
import type { ScoredPiece } from '../../src/embed/unigram-tokenizer.ts';
import { encodeOnnx } from './onnx-graph.ts';
import type { TrainedModel } from './train-model.ts';

/** Length of the start piece's row: not zero, as a text without words would then be 0/0 for the reference, and far below any other. */
const START_ROW_LENGTH = 1e-20;
/** Digits of a piece's score; more would not change any cut of a word. */
const SCORE_DIGITS = 5;
/** No limit: a mean of vectors works for any length. The reference wants a number. */
const TOKENS_MAX = 1_000_000_000;

/** Writes the files of a model folder (see static-model.ts), all but the model card. */
export async function writeModel(folder: string, model: TrainedModel): Promise<void> {
  await write(
    folder,
    MODEL_FILES.config,
    json({
      model_type: 'bert',
      lumi_model: STATIC_MODEL_KIND,
      hidden_size: model.dimensions,
      vocab_size: model.pieces.length,
    }),
  );
  await write(folder, MODEL_FILES.tokenizer, json(tokenizerFile(model.pieces, model.unknownId, model.startId)));
  await write(
    folder,
    MODEL_FILES.tokenizerConfig,
    json({
      tokenizer_class: 'PreTrainedTokenizerFast',
      model_max_length: TOKENS_MAX,
      unk_token: model.pieces[model.unknownId]![0],
      pad_token: START_PIECE,
      cls_token: START_PIECE,
    }),
  );
  await write(folder, MODEL_FILES.weights, encodeTable(model));
}

/** Rows as signed bytes, each with its own scale; a row's largest value becomes ±127. */
export function quantise(vectors: Float32Array, dimensions: number): { table: Int8Array; rowScale: Float32Array } {
  const rows = vectors.length / dimensions;
  const table = new Int8Array(vectors.length);
  const rowScale = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const values = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (largest === 0) continue;
    rowScale[row] = largest / 127;
    values.forEach((value, d) => (table[row * dimensions + d] = Math.round((value / largest) * 127)));
  }
  return { table, rowScale };
}

function encodeTable({ vectors, dimensions, pieces, unknownId, startId }: TrainedModel): Buffer {
  const { table, rowScale } = quantise(vectors, dimensions);
  rowScale[unknownId] = 0;
  table.fill(0, startId * dimensions, (startId + 1) * dimensions);
  table[startId * dimensions] = 127;
  rowScale[startId] = START_ROW_LENGTH / 127;
  return encodeOnnx({
    name: 'lumi-embed',
    inputs: [
      { name: 'input_ids', type: 'int64', dims: ['batch', 'sequence'] },
      // Not used, but every caller of a BERT sends it.
      { name: 'attention_mask', type: 'int64', dims: ['batch', 'sequence'] },
    ],
    outputs: [{ name: 'last_hidden_state', type: 'float', dims: ['batch', 'sequence', dimensions] }],
    initializers: [
      { name: TABLE_TENSOR, type: 'int8', dims: [pieces.length, dimensions], values: table },
      { name: ROW_SCALE_TENSOR, type: 'float', dims: [pieces.length, 1], values: rowScale },
    ],
    nodes: [
      { operator: 'Gather', inputs: [TABLE_TENSOR, 'input_ids'], outputs: ['bytes'] },
      { operator: 'Cast', inputs: ['bytes'], outputs: ['floats'], attributes: { to: 1 } },
      { operator: 'Gather', inputs: [ROW_SCALE_TENSOR, 'input_ids'], outputs: ['scales'] },
      { operator: 'Mul', inputs: ['floats', 'scales'], outputs: ['last_hidden_state'] },
    ],
  });
}

function tokenizerFile(pieces: readonly ScoredPiece[], unknownId: number, startId: number): object {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    // None: the reference would cut their spelling out of a text before the words are looked for.
    added_tokens: [],
    normalizer: NORMALIZER,
    pre_tokenizer: PRE_TOKENIZER,
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ SpecialToken: { id: START_PIECE, type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
      pair: [
        { SpecialToken: { id: START_PIECE, type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { Sequence: { id: 'B', type_id: 0 } },
      ],
      special_tokens: { [START_PIECE]: { id: START_PIECE, ids: [startId], tokens: [START_PIECE] } },
    },
    decoder: null,
    model: {
      type: 'Unigram',
      unk_id: unknownId,
      vocab: pieces.map(([piece, score]) => [piece, Number(score.toFixed(SCORE_DIGITS))]),
    },
  };
}

function json(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

async function write(folder: string, file: string, content: string | Buffer): Promise<void> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
