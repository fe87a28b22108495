/** Written by `npm run train:answers`, not by hand. */

/** `logistic(bias + Σ weight · feature)`, by the names of `gatherEvidence`. */
export interface LogisticModel {
  readonly bias: number;
  readonly weights: Readonly<Record<string, number>>;
}

export const ANSWERABLE_MODEL: LogisticModel = {
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
