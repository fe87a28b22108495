import { describe, expect, it } from 'vitest';
import { encodeOnnx, type OnnxGraph } from '../../model/train/onnx-graph.ts';
import { readOnnxTable } from '../../src/embed/onnx-table.ts';

const TABLE = { name: 'table', type: 'int8', dims: [3, 2], values: Int8Array.of(1, -2, 127, -127, 0, 5) } as const;
const SCALE = { name: 'row_scale', type: 'float', dims: [3, 1], values: Float32Array.of(0.5, 1e-20, 3) } as const;

describe('readOnnxTable', () => {
  it('reads back what was written', () => {
    const { rows, dimensions, table, rowScale } = readOnnxTable(encode([SCALE, TABLE]), 'model.onnx');
    expect({ rows, dimensions }).toEqual({ rows: 3, dimensions: 2 });
    expect(table).toEqual(TABLE.values);
    expect(rowScale).toEqual(SCALE.values);
  });

  it('refuses a file that was cut off anywhere, naming it', () => {
    const whole = encode([TABLE, SCALE]);
    for (let length = 0; length < whole.length - OPSET_BYTES; length += 1) {
      expect(() => readOnnxTable(whole.subarray(0, length), 'model.onnx')).toThrow(/model\.onnx/);
    }
  });

  it('refuses a model without the table, with other types, or with a scale too few', () => {
    expect(() => readOnnxTable(encode([SCALE]), 'm')).toThrow(/"table"/);
    expect(() => readOnnxTable(encode([{ ...SCALE, name: 'table' }, SCALE]), 'm')).toThrow(/int8/);
    expect(() => readOnnxTable(encode([TABLE, { ...SCALE, values: Float32Array.of(1, 2) }]), 'm')).toThrow(
      /one float per row/,
    );
    expect(() => readOnnxTable(encode([{ ...TABLE, dims: [4, 2] }, SCALE]), 'm')).toThrow(/rows × dimensions/);
  });

  it('refuses bytes that are no model', () => {
    expect(() => readOnnxTable(Buffer.from('<!doctype html><title>Not found</title>'), 'm')).toThrow(
      /damaged|expected/,
    );
  });
});

/** The set of operators stands last, and without it the weights are whole. */
const OPSET_BYTES = 6;

function encode(initializers: OnnxGraph['initializers']): Buffer {
  return encodeOnnx({ name: 'test', nodes: [], inputs: [], outputs: [], initializers });
}
