import { isLumiError, messageOf } from '../errors.ts';
import { checkGeneration, type VerificationFailure } from './verify-generation.ts';

/** Runs as a process: checks the generation in the folder that is its argument; see `verify-generation.ts`. */
const folder = process.argv[2];
try {
  if (folder === undefined) throw new Error('Usage: verify-generation-process <folder>');
  await checkGeneration(folder);
} catch (error) {
  const failure: VerificationFailure = {
    code: isLumiError(error) ? error.code : 'index_build_failed',
    message: messageOf(error),
  };
  process.stderr.write(`${JSON.stringify(failure)}\n`);
  process.exitCode = 1;
}
