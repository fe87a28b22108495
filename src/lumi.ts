#!/usr/bin/env node
import { main } from './cli.ts';

/** The executable: everything it does is in `cli.ts`, which tests call without a process. */

// The reader of a pipe may have seen enough (`lumi corpus list | head`): what is left is then for nobody.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2));
