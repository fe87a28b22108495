import { isLumiError } from '../../src/errors.ts';

const NONE = 'no problem';

/** What a step says of wrong use; `no problem` where it does not throw. Any other error is thrown on. */
export function usageProblemOf(step: () => unknown): string {
  try {
    step();
    return NONE;
  } catch (error) {
    return messageOfUsage(error);
  }
}

/** The same of a step that takes its time. */
export function usageProblemIn(step: Promise<unknown>): Promise<string> {
  return step.then(() => NONE, messageOfUsage);
}

function messageOfUsage(error: unknown): string {
  if (isLumiError(error, 'usage')) return error.message;
  throw error;
}
