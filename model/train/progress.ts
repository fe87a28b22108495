/** Where training says what it does. Silent in tests, standard error in the command. */
export interface Progress {
  /** A finished or starting stage, in words. */
  say(message: string): void;
  /** `done` of `total` steps of the running stage; may be called often. */
  step(stage: string, done: number, total: number, detail?: string): void;
}

/** Time between two lines about the same stage. */
const LINE_EVERY_MS = 5000;

export function createProgress(write: (line: string) => void): Progress {
  const begun = performance.now();
  let stageNow = '';
  let stageBegun = begun;
  let lastLine = begun;

  const line = (message: string) => {
    write(`[${seconds(performance.now() - begun)}] ${message}\n`);
  };
  return {
    say: line,
    step(stage, done, total, detail = '') {
      const now = performance.now();
      if (stage !== stageNow) {
        stageNow = stage;
        stageBegun = now;
        lastLine = now;
        return;
      }
      if (now - lastLine < LINE_EVERY_MS && done < total) return;
      lastLine = now;
      const left = done === 0 ? NaN : ((now - stageBegun) / done) * (total - done);
      line(`${stage}: ${done} of ${total}${detail === '' ? '' : `, ${detail}`}, ${seconds(left)} left`);
    },
  };
}

export const SILENT: Progress = { say: () => undefined, step: () => undefined };

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(0)} s`;
}
