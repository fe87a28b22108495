import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createChatbot, packageRoot, type Config } from '../index.ts';
import { commonArgs, configFrom, defineLumiCommand, EXIT, wholeNumber } from './command.ts';
import { printJson, printRemark } from './terminal.ts';

export const serve = defineLumiCommand({
  summary: 'Bring the index up to date and serve the API',
  examples: ['lumi serve', 'lumi serve --port 9000 --host 0.0.0.0'],
  args: {
    host: { type: 'string', description: 'Address to listen on; default LUMI_HOST or 127.0.0.1', valueHint: 'address' },
    port: { type: 'string', description: 'Port to listen on; default LUMI_PORT or 8080', valueHint: 'n' },
    ...commonArgs,
  },
  async run(args) {
    if (args.port !== undefined) wholeNumber('port', args.port, 0, 65_535);
    const config = configFrom(args, { LUMI_HOST: args.host, LUMI_PORT: args.port });
    // The web server is loaded by the one command that needs it.
    const { createApp } = await import('../http/app.ts');
    const { createEventLog } = await import('../http/event-log.ts');
    const { createMetrics } = await import('../http/metrics.ts');
    const { startServer } = await import('../http/server.ts');
    const { openFeedbackStore } = await import('../feedback/feedback-store.ts');

    for (const warning of config.warnings) printRemark(`warning: ${warning}`);
    const stopping = stopSignal();
    const chatbot = await createChatbot(config, { report: printRemark });
    const feedback = openFeedbackStore(join(config.dataDir, 'state', 'feedback.db'), {
      keepDays: config.feedback.keepDays,
    });
    const log = createEventLog((line) => process.stderr.write(line));
    const app = createApp({ chatbot, feedback, log, metrics: createMetrics(chatbot) });
    const server = await startServer({ app, host: config.host, port: config.port });
    printRemark(`Lumi listens at ${server.address} (API: ${server.address}/docs)`);
    if (args.json) printJson({ address: server.address });

    await Promise.all([bringIndexUpToDate(config, stopping), stopping.aborted ? null : once(stopping, 'abort')]);
    await server.stop();
    await chatbot.close();
    feedback.close();
    return EXIT.ok;
  },
});

/** Aborts at the first SIGTERM or SIGINT; the next one ends the process as usual. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.once(name, () => {
      stopping.abort();
    });
  }
  return stopping.signal;
}

/**
 * Runs `lumi index` in a process of its own, so that building never holds up an answer; the server takes the new generation over by itself. A build
 * that fails is named, and the generation in use stays.
 */
async function bringIndexUpToDate(config: Config, signal: AbortSignal): Promise<void> {
  const program = join(packageRoot(), 'dist', 'src', 'lumi.js');
  const child = spawn(process.execPath, [program, 'index', '--json'], {
    // The settings in force, from whatever source they came.
    env: {
      ...process.env,
      LUMI_CONFIG: config.file,
      LUMI_CORPUS_DIR: config.corpusDir,
      LUMI_DATA_DIR: config.dataDir,
      LUMI_EMBEDDING_MODEL: config.embeddingModel,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    signal,
    killSignal: 'SIGTERM',
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => {
      // A stop is told as an error too, but then the builder writes until it has ended.
      if (child.pid === undefined) resolve(null);
    });
  });
  if (code !== 0 && !signal.aborted)
    printRemark('warning: the index could not be brought fully up to date; "lumi doctor" says more');
}
