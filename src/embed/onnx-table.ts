import { LumiError } from '../errors.ts';

/**
 * Reads the weights of a static model straight out of its ONNX file, so that they exist once for both ways of loading. ONNX is Protocol
 * Buffers (onnx/onnx.proto); only the initializers of the graph are looked at, all other fields are skipped by their length.
 */

/** Names of the two initializers. */
export const TABLE_TENSOR = 'table';
export const ROW_SCALE_TENSOR = 'row_scale';

/** Vectors of all pieces: row i is `table[i·dimensions …] × rowScale[i]`. */
export interface QuantisedTable {
  readonly rows: number;
  readonly dimensions: number;
  readonly table: Int8Array;
  readonly rowScale: Float32Array;
}

/** Field numbers and element types of onnx.proto. */
export const ONNX = {
  model: { graph: 7 },
  graph: { initializer: 5 },
  tensor: { dims: 1, dataType: 2, name: 8, rawData: 9 },
  elementType: { float: 1, int8: 3, int64: 7 },
} as const;

const NO_BYTES: Uint8Array = new Uint8Array();
const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

interface Tensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  readonly rawData: Uint8Array;
}

/** Throws `model_invalid` where the file is damaged or is no static model; `path` is for the message. */
export function readOnnxTable(bytes: Uint8Array, path: string): QuantisedTable {
  const invalid = (what: string) => new LumiError('model_invalid', `${path} is not a static model of Lumi: ${what}.`);
  let tensors: Map<string, Tensor>;
  try {
    tensors = readInitializers(bytes);
  } catch (cause) {
    throw new LumiError('model_invalid', `${path} is damaged: it ends or breaks off inside a field.`, { cause });
  }
  const table = tensors.get(TABLE_TENSOR);
  const scale = tensors.get(ROW_SCALE_TENSOR);
  if (!table || !scale)
    throw invalid(
      `the tensors "${TABLE_TENSOR}" and "${ROW_SCALE_TENSOR}" are expected, found ${[...tensors.keys()].join(', ') || 'none'}`,
    );
  const [rows = 0, dimensions = 0] = table.dims;
  if (
    table.dataType !== ONNX.elementType.int8 ||
    rows === 0 ||
    dimensions === 0 ||
    table.rawData.length !== rows * dimensions
  ) {
    throw invalid(`"${TABLE_TENSOR}" must hold int8 values in rows × dimensions`);
  }
  if (scale.dataType !== ONNX.elementType.float || scale.rawData.length !== rows * Float32Array.BYTES_PER_ELEMENT) {
    throw invalid(`"${ROW_SCALE_TENSOR}" must hold one float per row of "${TABLE_TENSOR}"`);
  }
  // Both are copied: the file's buffer can go, and floats need an aligned start (raw data is little endian, as are Node's platforms).
  return {
    rows,
    dimensions,
    table: new Int8Array(Uint8Array.from(table.rawData).buffer),
    rowScale: new Float32Array(Uint8Array.from(scale.rawData).buffer),
  };
}

function readInitializers(model: Uint8Array): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  for (const field of fieldsOf(model)) {
    if (field.number !== ONNX.model.graph) continue;
    for (const entry of fieldsOf(field.bytes)) {
      if (entry.number !== ONNX.graph.initializer) continue;
      const tensor = readTensor(entry.bytes);
      tensors.set(tensor.name, tensor);
    }
  }
  return tensors;
}

function readTensor(bytes: Uint8Array): Tensor {
  let name = '';
  let dataType = 0;
  let rawData = NO_BYTES;
  const dims: number[] = [];
  for (const field of fieldsOf(bytes)) {
    if (field.number === ONNX.tensor.dims)
      dims.push(...(field.wire === WIRE.varint ? [field.varint] : varintsOf(field.bytes)));
    else if (field.number === ONNX.tensor.dataType) dataType = field.varint;
    else if (field.number === ONNX.tensor.name) name = new TextDecoder().decode(field.bytes);
    else if (field.number === ONNX.tensor.rawData) rawData = field.bytes;
  }
  return { name, dims, dataType, rawData };
}

interface Field {
  readonly number: number;
  readonly wire: number;
  readonly varint: number;
  readonly bytes: Uint8Array;
}

/** Fields of one message (protobuf.dev/programming-guides/encoding). Throws a `RangeError` where the message breaks off. */
function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  while (at < message.length) {
    const [key, afterKey] = readVarint(message, at);
    const number = Math.floor(key / 8);
    const wire = key % 8;
    if (wire === WIRE.varint) {
      const [varint, end] = readVarint(message, afterKey);
      yield { number, wire, varint, bytes: NO_BYTES };
      at = end;
      continue;
    }
    const [length, start] = lengthOf(wire, message, afterKey);
    if (start + length > message.length) throw new RangeError('A field is longer than its message.');
    yield { number, wire, varint: 0, bytes: message.subarray(start, start + length) };
    at = start + length;
  }
}

function lengthOf(wire: number, message: Uint8Array, at: number): [length: number, start: number] {
  if (wire === WIRE.bytes) return readVarint(message, at);
  if (wire === WIRE.fixed64) return [8, at];
  if (wire === WIRE.fixed32) return [4, at];
  throw new RangeError(`Unknown wire type ${wire}.`);
}

function varintsOf(bytes: Uint8Array): number[] {
  const values: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const [value, end] = readVarint(bytes, at);
    values.push(value);
    at = end;
  }
  return values;
}

/** Exact up to 2⁵³; larger values occur only in fields that are skipped. */
function readVarint(bytes: Uint8Array, start: number): [value: number, end: number] {
  let value = 0;
  let factor = 1;
  for (let at = start; at < bytes.length; at += 1) {
    value += (bytes[at]! & 0x7f) * factor;
    if (bytes[at]! < 0x80) return [value, at + 1];
    factor *= 0x80;
  }
  throw new RangeError('A number breaks off.');
}
