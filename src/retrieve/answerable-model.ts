import type { FeatureModel } from './feature-model.ts';

/** Written by `npm run train:answers`, not by hand. The features are those of `gatherEvidence`. */

export const ANSWERABLE_MODEL: FeatureModel = {
  bias: -0.0711,
  weights: {
    score: 3.558,
    'lead over next document': 2.468,
    'log of collection size': -2.525,
    keyword: 3,
    vector: 4.268,
    alignment: 0.977,
    foreign: 0.3737,
  },
};
