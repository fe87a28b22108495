import ort, { type Tensor } from 'onnxruntime-node';
import { encodeOnnx } from './onnx-graph.ts';

/** Loss of one batch and its gradients with respect to the unit vectors that went in. */
export interface ContrastiveLoss {
  readonly loss: number;
  readonly questionGradients: Float32Array;
  readonly passageGradients: Float32Array;
}

/** Cosines are multiplied by this before the softmax, the inverse of a temperature of 0.033. */
const SHARPNESS = 30;

/**
 * Symmetric InfoNCE (van den Oord et al. 2018; Radford et al. 2021): each question must find its passage among all of the batch, each passage its
 * question. The products of batch × batch matrices are all the work there is, so they are done by ONNX Runtime, on one core, with a graph
 * made for the purpose.
 */
export async function createContrastiveLoss(
  dimensions: number,
): Promise<(questions: Float32Array, passages: Float32Array) => Promise<ContrastiveLoss>> {
  const session = await ort.InferenceSession.create(encodeLossGraph(dimensions), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });

  return async (questions, passages) => {
    const size = questions.length / dimensions;
    const shape = [size, dimensions];
    const output = await session.run({
      questions: new ort.Tensor('float32', questions, shape),
      passages: new ort.Tensor('float32', passages, shape),
    });
    const logSums = [floats(output.question_log_sum), floats(output.passage_log_sum)];
    const questionGradients = Float32Array.from(floats(output.from_passages));
    const passageGradients = Float32Array.from(floats(output.from_questions));

    let loss = 0;
    for (let i = 0; i < size; i += 1) {
      let cosine = 0;
      for (let k = i * dimensions; k < (i + 1) * dimensions; k += 1) cosine += questions[k]! * passages[k]!;
      for (const logSum of logSums) loss += (logSum[i]! - SHARPNESS * cosine) / (2 * size);
    }
    const factor = SHARPNESS / (2 * size);
    for (let k = 0; k < questions.length; k += 1) {
      questionGradients[k] = factor * (questionGradients[k]! - 2 * passages[k]!);
      passageGradients[k] = factor * (passageGradients[k]! - 2 * questions[k]!);
    }
    return { loss, questionGradients, passageGradients };
  };
}

/** With S = softmax over rows + softmax over columns of the scaled cosines: S·P and Sᵀ·Q, and the logarithms of both denominators. */
function encodeLossGraph(dimensions: number): Buffer {
  const texts = ['batch', dimensions] as const;
  return encodeOnnx({
    name: 'contrastive-loss',
    inputs: [
      { name: 'questions', type: 'float', dims: texts },
      { name: 'passages', type: 'float', dims: texts },
    ],
    outputs: [
      { name: 'from_passages', type: 'float', dims: texts },
      { name: 'from_questions', type: 'float', dims: texts },
      { name: 'question_log_sum', type: 'float', dims: ['batch'] },
      { name: 'passage_log_sum', type: 'float', dims: ['batch'] },
    ],
    initializers: [{ name: 'sharpness', type: 'float', dims: [1], values: Float32Array.of(SHARPNESS) }],
    nodes: [
      { operator: 'Transpose', inputs: ['passages'], outputs: ['passages_t'], attributes: { perm: [1, 0] } },
      { operator: 'MatMul', inputs: ['questions', 'passages_t'], outputs: ['cosines'] },
      { operator: 'Mul', inputs: ['cosines', 'sharpness'], outputs: ['logits'] },
      {
        operator: 'ReduceLogSumExp',
        inputs: ['logits'],
        outputs: ['question_log_sum'],
        attributes: { axes: [1], keepdims: 0 },
      },
      {
        operator: 'ReduceLogSumExp',
        inputs: ['logits'],
        outputs: ['passage_log_sum'],
        attributes: { axes: [0], keepdims: 0 },
      },
      { operator: 'Softmax', inputs: ['logits'], outputs: ['by_question'], attributes: { axis: 1 } },
      { operator: 'Softmax', inputs: ['logits'], outputs: ['by_passage'], attributes: { axis: 0 } },
      { operator: 'Add', inputs: ['by_question', 'by_passage'], outputs: ['shares'] },
      { operator: 'MatMul', inputs: ['shares', 'passages'], outputs: ['from_passages'] },
      { operator: 'Transpose', inputs: ['shares'], outputs: ['shares_t'], attributes: { perm: [1, 0] } },
      { operator: 'MatMul', inputs: ['shares_t', 'questions'], outputs: ['from_questions'] },
    ],
  });
}

function floats(tensor: Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new TypeError('The loss graph gave no floats.');
  return tensor.data;
}
