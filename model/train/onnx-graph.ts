import { ONNX } from '../../src/embed/onnx-table.ts';

/**
 * Writes ONNX files: Protocol Buffers by hand, as only a dozen fields of onnx/onnx.proto are needed. The numbers beside the names are the
 * field numbers there.
 */
export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers or lists of them. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface OnnxTensor {
  readonly name: string;
  readonly type: 'float' | 'int8';
  readonly dims: readonly number[];
  readonly values: Float32Array | Int8Array;
}

/** An input or output; a dimension with a name may have any length. */
export interface OnnxValue {
  readonly name: string;
  readonly type: 'float' | 'int64';
  readonly dims: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** IR 8 with opset 13: what ONNX Runtime 1.14 (the one of `@xenova/transformers` 2) and everything newer reads. */
const IR_VERSION = 8;
const OPSET_VERSION = 13;
const ATTRIBUTE_TYPE = { int: 2, ints: 7 } as const;

export function encodeOnnx(graph: OnnxGraph): Buffer {
  return Buffer.concat([
    varintField(1, IR_VERSION),
    textField(2, 'lumi'),
    bytesField(ONNX.model.graph, [
      ...graph.nodes.map((node) => bytesField(1, encodeNode(node))),
      textField(2, graph.name),
      ...graph.initializers.map((tensor) => bytesField(ONNX.graph.initializer, encodeTensor(tensor))),
      ...graph.inputs.map((value) => bytesField(11, encodeValue(value))),
      ...graph.outputs.map((value) => bytesField(12, encodeValue(value))),
    ]),
    bytesField(8, [textField(1, ''), varintField(2, OPSET_VERSION)]),
  ]);
}

function encodeNode(node: OnnxNode): Buffer[] {
  return [
    ...node.inputs.map((name) => textField(1, name)),
    ...node.outputs.map((name) => textField(2, name)),
    textField(4, node.operator),
    ...Object.entries(node.attributes ?? {}).map(([name, value]) =>
      bytesField(
        5,
        typeof value === 'number'
          ? [textField(1, name), varintField(3, value), varintField(20, ATTRIBUTE_TYPE.int)]
          : [textField(1, name), ...value.map((entry) => varintField(8, entry)), varintField(20, ATTRIBUTE_TYPE.ints)],
      ),
    ),
  ];
}

function encodeTensor({ name, type, dims, values }: OnnxTensor): Buffer[] {
  return [
    ...dims.map((dim) => varintField(ONNX.tensor.dims, dim)),
    varintField(ONNX.tensor.dataType, ONNX.elementType[type]),
    textField(ONNX.tensor.name, name),
    bytesField(ONNX.tensor.rawData, [Buffer.from(values.buffer, values.byteOffset, values.byteLength)]),
  ];
}

function encodeValue({ name, type, dims }: OnnxValue): Buffer[] {
  const shape = dims.map((dim) => bytesField(1, [typeof dim === 'number' ? varintField(1, dim) : textField(2, dim)]));
  const tensorType = [varintField(1, ONNX.elementType[type]), bytesField(2, shape)];
  return [textField(1, name), bytesField(2, [bytesField(1, tensorType)])];
}

function varintField(number: number, value: number): Buffer {
  return Buffer.from([...varint(number * 8), ...varint(value)]);
}

function textField(number: number, text: string): Buffer {
  return bytesField(number, [Buffer.from(text)]);
}

function bytesField(number: number, parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(length)]), ...parts]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  return [...bytes, rest];
}
