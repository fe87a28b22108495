import { WITHHELD_REASONS as UNSUPPORTED_REASONS } from './verify.ts';

/**
 * Why a sentence of a model is not shown: what the verifier finds, and what lies in the reply as a whole: it refers to a sentence that is not shown
 * (`points_back`), or is longer than any sentence (`too_long`).
 */
export const WITHHELD_REASONS = [...UNSUPPORTED_REASONS, 'points_back', 'too_long'] as const;
export type WithheldReason = (typeof WITHHELD_REASONS)[number];
