import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a step with an empty folder, which is removed afterwards, also where the step fails. */
export async function inTemporaryFolder<T>(step: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lumi-eval-'));
  try {
    return await step(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
