import { join } from 'node:path';
import { isLumiError, LumiError } from '../errors.ts';
import { generationFolder, generationIds, POINTER_NAME, readCurrent } from './generations.ts';
import { openGeneration, type ExpectedEmbedder, type IndexGeneration } from './open-generation.ts';

export interface OpenedIndex {
  readonly generation: IndexGeneration;
  /** What was wrong with the pointer and with generations that were to be used before this one; each message names the file. */
  readonly problems: readonly LumiError[];
}

/**
 * Opens the generation in use. If it is refused, the newest good one before it serves; nothing is deleted or repaired. Generations after it are
 * not tried: a rollback may have left them. Throws `index_missing` without any generation, and where none is good the error of the first.
 */
export async function openCurrent(
  indexDir: string,
  expected: ExpectedEmbedder,
  options: { readonly shareWith?: IndexGeneration | null } = {},
): Promise<OpenedIndex> {
  const problems: LumiError[] = [];
  for (const id of await candidates(indexDir, problems)) {
    try {
      return { generation: await openGeneration(generationFolder(indexDir, id), expected, options), problems };
    } catch (error) {
      if (!isLumiError(error)) throw error;
      problems.push(error);
    }
  }
  throw (
    problems[0] ?? new LumiError('index_missing', `${indexDir} holds no index yet. Run \`lumi index\` to build it.`)
  );
}

/** The pointed generation and those before it, the newest first; all where the pointer is damaged or missing. */
async function candidates(indexDir: string, problems: LumiError[]): Promise<string[]> {
  const ids = await generationIds(indexDir);
  try {
    const pointer = await readCurrent(indexDir);
    if (pointer !== null) return [pointer.generation, ...ids.filter((id) => id < pointer.generation)];
    if (ids.length > 0) {
      problems.push(
        new LumiError(
          'index_corrupt',
          `${join(indexDir, POINTER_NAME)} is missing: no generation is named as the one in use.`,
        ),
      );
    }
    return ids;
  } catch (error) {
    if (!isLumiError(error)) throw error;
    problems.push(error);
    return ids;
  }
}
