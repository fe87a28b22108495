/** First words that point back: the sentence is not understood without the one before it. */
const POINTS_BACK =
  /^(er|sie|es|ihr|ihre|ihren|ihrem|sein|seine|seinen|dies|diese|dieser|dieses|diesen|diesem|dort|dabei|damit|dafür|davon|dazu|daneben|darüber|danach|daraus|dadurch|deshalb|daher|so|außerdem|seitdem|he|she|it|they|this|these|that|there|therefore)\b/iu;

/** Whether a sentence begins with a word that refers to the sentence before. */
export function pointsBack(sentence: string): boolean {
  return POINTS_BACK.test(sentence);
}

/** Words of a sentence that tells what follows from the one before, which holds the reason. */
const GIVES_RESULT =
  /(?<!\p{L})(?:daher|deshalb|deswegen|darum|folglich|infolgedessen|aus diesem grund|therefore|for this reason|that is why)(?!\p{L})(?!,? (?:weil|da|dass|because)(?!\p{L}))/iu;

/** Whether a sentence is the result of what the sentence before says. */
export function givesResult(sentence: string): boolean {
  return GIVES_RESULT.test(sentence);
}
