/** A logistic regression over features by name: `logistic(bias + Σ weight · feature)`. */
export interface FeatureModel {
  readonly bias: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** The probability in [0, 1] that a model gives where `valueOf` gives the value of each of its features. */
export function estimatorOf({ bias, weights }: FeatureModel): (valueOf: (feature: string) => number) => number {
  const terms = Object.entries(weights);
  return (valueOf) => {
    let sum = bias;
    for (const [feature, weight] of terms) sum += weight * valueOf(feature);
    return 1 / (1 + Math.exp(-sum));
  };
}
