#!/usr/bin/env node
import { main } from './cli.ts';

/** The executable: everything it does is in `cli.ts`, which tests call without a process. */
process.exitCode = await main(process.argv.slice(2));
