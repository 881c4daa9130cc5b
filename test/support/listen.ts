import type { Server } from 'node:net';

/** A server that listens on a free port of the loopback address. */
export interface Listening {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** Stops listening and breaks every connection that is still open. */
  close(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 and a port that the system chooses.
 *
 * In:  any `node:net` server, so also one of `node:http` or `node:tls`.
 * Out: its port, its address and a `close` that never waits for idle connections.
 * @example const front = await listen(http.createServer(app)); t.after(() => front.close());
 */
export async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
