/** Results go to stdout, progress and remarks to stderr, so that a pipe carries results only. */

export function printResult(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  printResult(JSON.stringify(value, null, 2));
}

export function printRemark(text: string): void {
  process.stderr.write(`${text}\n`);
}

export interface ProgressLine {
  readonly show: (label: string, done: number, total: number) => void;
  /** Clears the line. */
  readonly end: () => void;
}

/** Shows `done` of `total` on one line of the terminal; silent where stderr is no terminal. */
export function createProgressLine(): ProgressLine {
  if (!process.stderr.isTTY) return { show: () => undefined, end: () => undefined };
  let shownAt = 0;
  return {
    show: (label, done, total) => {
      const now = Date.now();
      if (done < total && now - shownAt < REDRAW_MS) return;
      shownAt = now;
      process.stderr.write(`\r\u001b[K${label} ${done}/${total}`);
    },
    end: () => {
      process.stderr.write('\r\u001b[K');
    },
  };
}

/** Fast enough to look alive, slow enough not to slow the work. */
const REDRAW_MS = 80;
