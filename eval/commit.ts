import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The commit of a git checkout, with `-dirty` where tracked files were changed since; null where the folder is none. */
export async function commitOf(folder: string): Promise<string | null> {
  const git = async (...words: string[]) => (await promisify(execFile)('git', words, { cwd: folder })).stdout.trim();
  try {
    const isDirty = (await git('status', '--porcelain', '--untracked-files=no')) !== '';
    return `${await git('rev-parse', '--short', 'HEAD')}${isDirty ? '-dirty' : ''}`;
  } catch {
    return null;
  }
}
