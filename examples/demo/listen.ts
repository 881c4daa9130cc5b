import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that listens on the loopback address. */
export interface Listening {
  /** `http://127.0.0.1:8080`, without a slash at the end. */
  readonly url: string;
  /** Ends open connections too, so that a stop never waits for a keep-alive caller. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1. A port that another program holds is replaced by one that the system gives; port 0 always is.
 * Fails: with the system's error when no port at all can be had.
 */
export async function listen(server: Server, port: number): Promise<Listening> {
  try {
    await bind(server, port);
  } catch (error) {
    if (port === 0 || !isTaken(error)) throw error;
    await bind(server, 0);
  }
  const { port: given } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${given}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function isTaken(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRINUSE' || code === 'EACCES';
}
