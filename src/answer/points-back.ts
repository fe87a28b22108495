/** First words that point back: the sentence is not understood without the one before it. */
const POINTS_BACK =
  /^(er|sie|es|ihr|ihre|ihren|ihrem|sein|seine|seinen|dies|diese|dieser|dieses|diesen|diesem|dort|dabei|damit|dafür|davon|dazu|daneben|darüber|danach|daraus|dadurch|deshalb|daher|so|außerdem|seitdem|he|she|it|they|this|these|that|there|therefore)\b/iu;

/** Whether a sentence begins with a word that refers to the sentence before. */
export function pointsBack(sentence: string): boolean {
  return POINTS_BACK.test(sentence);
}
