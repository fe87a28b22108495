/** Turns text into unit vectors. One implementation per kind of model; `test/contracts/embedder.contract.ts` is what each must keep. */
export interface Embedder {
  /** Name and content hash of the model, for example `lumi-embed@3f2a…`: vectors of different ids are never mixed. */
  readonly id: string;
  readonly dimensions: number;
  /** One vector of unit length per text, in order; an empty text gives the zero vector. Throws `embedding_failed`. */
  embedPassages(texts: readonly string[]): Promise<Float32Array[]>;
  embedQuestion(text: string): Promise<Float32Array>;
  /** Vectors of single words for soft token alignment; null where the model has none. */
  readonly words: WordVectors | null;
}

/** Static word vectors: the same table that a static model pools. */
export interface WordVectors {
  /** Unit vector of a word; a word without known pieces gives the zero vector. The array is shared: do not write to it. */
  vector(word: string): Float32Array;
  /** Learned importance of the word (length of its unnormalised vector), 0 for an unknown word. */
  weight(word: string): number;
  /** Whether the word stands in the model's vocabulary as a whole: frequent words do, misspelt ones are pieced together. */
  isWhole(word: string): boolean;
}
