import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { createApp } from './app.ts';
import { LumiError, messageOf } from '../errors.ts';

/** Time to send the head of a request, and the whole of it: generous for a phone, short for a client that drips bytes. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How often the two above are checked; Node's default of 30 s would let a client stay that much longer. */
const TIMEOUT_CHECK_MS = 5_000;
/** Common proxies keep idle connections for 60 s; closing earlier than they do loses the request they are just sending. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
/** A connection without a byte for this long is dead: streams send a comment every 15 s, and models have 30 s in all. */
const IDLE_TIMEOUT_MS = 60_000;
/** Some 20 kB each; a proxy in front needs far fewer. */
const CONNECTIONS_MAX = 2_000;
/** Running answers may finish for this long after a stop was asked for; service managers kill after 30 s or more. */
const DRAIN_TIMEOUT_MS = 10_000;
/** How often connections that have become idle are looked for during a stop: not worth waiting for, not worth a busy loop. */
const IDLE_CHECK_MS = 20;

export interface ServerOptions {
  readonly app: ReturnType<typeof createApp>;
  readonly host: string;
  /** 0 = a free port; `address` tells which. */
  readonly port: number;
  readonly drainTimeoutMs?: number;
}

export interface RunningServer {
  /** Where it listens, for example `http://127.0.0.1:8080`. */
  readonly address: string;
  /**
   * Stops: readiness turns off, no new connection is taken, idle ones are closed, running requests finish; what still runs after the drain
   * time is cut off. Calling it again waits for the same stop.
   */
  stop(): Promise<void>;
}

/** Listens for HTTP requests to the app. Throws `usage` when the address cannot be listened on. */
export async function startServer({
  app,
  host,
  port,
  drainTimeoutMs = DRAIN_TIMEOUT_MS,
}: ServerOptions): Promise<RunningServer> {
  let stopped: Promise<void> | null = null;
  const stopping = () => stopped !== null;
  const server = createAdaptorServer({
    fetch: (request, bindings) => app.fetch(request, { ...bindings, stopping }),
    serverOptions: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    },
  }) as Server;
  server.timeout = IDLE_TIMEOUT_MS;
  server.maxConnections = CONNECTIONS_MAX;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await listen(server, host, port);

  return {
    address: addressOf(server.address() as AddressInfo),
    stop: () => (stopped ??= drain(server, sockets, drainTimeoutMs)),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new LumiError('usage', describeListenError(cause, host, port), { cause }));
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function describeListenError(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use by another process. Stop that one, or choose another port with LUMI_PORT.`;
    case 'EACCES':
      return `This user may not listen on port ${port}. Choose a port above 1023 with LUMI_PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine. Set LUMI_HOST, for example to 127.0.0.1.`;
    default:
      return `Could not listen on ${host}, port ${port}: ${messageOf(error)}`;
  }
}

function drain(server: Server, sockets: ReadonlySet<Socket>, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      server.closeAllConnections();
    }, timeoutMs);
    // A connection becomes idle when its answer ends, and its client may keep it open for minutes; so they are closed one after the other.
    const closeIdle = setInterval(() => {
      server.closeIdleConnections();
    }, IDLE_CHECK_MS);
    // Node does not count a connection as idle that was opened ahead, as browsers do, and never used.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    server.close(() => {
      clearTimeout(force);
      clearInterval(closeIdle);
      resolve();
    });
  });
}

function addressOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
