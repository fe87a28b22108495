import type { AnswerEvent, AnswerStage } from '../types.ts';

export interface StageClock {
  /** Hands an event on and does not count the time that the receiver takes for it. */
  pass(event: AnswerEvent, receive: (event: AnswerEvent) => void | Promise<void>): Promise<void>;
  /** Ends the last stage. */
  stop(): void;
}

/** Measures the stages of one answer from its `status` events: a stage lasts until the next one or the end. */
export function createStageClock(
  observe: (stage: AnswerStage, seconds: number) => void,
  nowMs: () => number = () => performance.now(),
): StageClock {
  let stage: AnswerStage | null = null;
  let startedAtMs = 0;

  function change(next: AnswerStage | null): void {
    if (stage !== null) observe(stage, (nowMs() - startedAtMs) / 1000);
    stage = next;
    startedAtMs = nowMs();
  }

  return {
    pass: async (event, receive) => {
      if (event.type === 'status') change(event.stage);
      const handedOnAtMs = nowMs();
      await receive(event);
      startedAtMs += nowMs() - handedOnAtMs;
    },
    stop: () => {
      change(null);
    },
  };
}
