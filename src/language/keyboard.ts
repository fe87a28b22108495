/** The rows of a German keyboard; each stands half a key to the right of the one above. */
const ROWS = ['qwertzuiop', 'asdfghjkl', 'yxcvbnm'];

/** Whether two small letters lie side by side: a key touches the two beside it, and two of the row above or below. False for other signs. */
export function areNeighbouringKeys(a: string, b: string): boolean {
  const [rowOfA, rowOfB] = [a, b].map((letter) => ROWS.findIndex((row) => row.includes(letter)));
  if (rowOfA === undefined || rowOfB === undefined || rowOfA < 0 || rowOfB < 0) return false;
  const steps = ROWS[rowOfB]!.indexOf(b) - ROWS[rowOfA]!.indexOf(a);
  if (rowOfA === rowOfB) return Math.abs(steps) === 1;
  return Math.abs(rowOfA - rowOfB) === 1 && (steps === 0 || steps === rowOfA - rowOfB);
}
