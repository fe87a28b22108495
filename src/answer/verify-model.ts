import { estimatorOf, type FeatureModel } from '../retrieve/feature-model.ts';
import type { ClaimFeatures } from './claim-features.ts';

/** Set by hand until it is fitted. */
const MODEL: FeatureModel = {
  bias: -6,
  weights: {
    support: 14,
    gone: -6,
    'facts elsewhere': -4,
    'denied only here': -3,
    'denied only there': -2,
    turned: -3,
    exchanged: -3,
    unprefixed: -3,
    'fact misplaced': -3,
    'words gone': -0.3,
    'far jumps': -0.5,
  },
};
const estimate = estimatorOf(MODEL);

/** From this probability on a sentence stands, for claims in the language of a source and in another. */
export const SUPPORT_MIN = { own: 0.5, foreign: 0.3 };

/** Probability in [0, 1] that the sources say what the sentence does. */
export function estimateSupport(features: ClaimFeatures): number {
  return estimate((name) => features[name] ?? 0);
}
