import { expect, it } from 'vitest';
import { createStageClock } from '../../src/http/stage-clock.ts';

it('counts a stage to the next one or the end, without the time that the reader takes', async () => {
  let nowMs = 0;
  const observed: [string, number][] = [];
  const clock = createStageClock(
    (stage, seconds) => observed.push([stage, seconds]),
    () => nowMs,
  );
  const read = (tookMs: number) => () => {
    nowMs += tookMs;
  };
  await clock.pass({ type: 'status', stage: 'understand' }, read(5000));
  nowMs += 1000;
  await clock.pass({ type: 'status', stage: 'compose' }, read(0));
  nowMs += 2000;
  await clock.pass({ type: 'notice', notice: { id: 'old', text: 'Alt.' } }, read(7000));
  nowMs += 500;
  clock.stop();
  clock.stop();
  expect(observed).toEqual([
    ['understand', 1],
    ['compose', 2.5],
  ]);
});
