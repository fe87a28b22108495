import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** The records of a file with one JSON value a line; a name that ends in `.gz` is unpacked. Empty lines are passed over. */
export async function* readJsonLines(path: string): AsyncGenerator {
  const file = createReadStream(path);
  const lines = createInterface({
    input: path.endsWith('.gz') ? file.pipe(createGunzip()) : file,
    crlfDelay: Infinity,
  });
  for await (const line of lines) if (line !== '') yield JSON.parse(line);
}
