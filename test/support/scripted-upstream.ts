import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from './listen.ts';

/** What a script can do with one connection; each step is done at once unless it is awaited. */
export interface ScriptedConnection {
  /** 0 for the first connection that the upstream accepts. */
  readonly index: number;
  /** Every byte received on this connection so far, as Latin-1 text. */
  received(): string;
  /** Waits until the blank line that ends the next request head is there; gives that head without it. */
  head(): Promise<string>;
  /** Waits until the text was received (after the last head). */
  until(text: string): Promise<void>;
  /** Sends raw bytes; a string is written as Latin-1. */
  send(bytes: string | Uint8Array): void;
  /** Waits; a script that goes on after the connection has ended is stopped here. */
  pause(ms: number): Promise<void>;
  /** Ends our half of the connection (FIN). */
  end(): void;
  /** Breaks the connection with a reset (RST). */
  reset(): void;
  /** Stops reading, so that what the peer writes piles up. */
  stopReading(): void;
  /** Reads again. */
  startReading(): void;
  /** Resolves when the peer has closed or broken the connection. */
  readonly closed: Promise<void>;
}

/** Plays one connection; a connection stays open after the script has ended. */
export type Script = (connection: ScriptedConnection) => void | Promise<void>;

export interface ScriptedUpstream {
  readonly port: number;
  readonly url: string;
  /** The connections accepted so far, in order. */
  readonly connections: readonly ScriptedConnection[];
  close(): Promise<void>;
}

/**
 * Starts a TCP server that plays a script on every connection: the misbehaving backend of the failure tests.
 *
 * @example
 * const upstream = await scriptedUpstream(async (connection) => {
 *   await connection.head();
 *   connection.send('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc');
 *   connection.reset();
 * });
 */
export async function scriptedUpstream(script: Script): Promise<ScriptedUpstream> {
  const connections: ScriptedConnection[] = [];
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    const connection = openConnection(socket, connections.length);
    connections.push(connection);
    // A script that waits for what never comes is cut off by its connection's end.
    Promise.resolve(script(connection)).catch(() => socket.destroy());
  });
  const { port, url, close } = await listen(server);
  return { port, url, connections, close };
}

/** A script that answers every request on every connection with the same bytes. */
export function answering(bytes: string | Uint8Array): Script {
  return async (connection) => {
    for (;;) {
      await connection.head();
      connection.send(bytes);
    }
  };
}

function openConnection(socket: net.Socket, index: number): ScriptedConnection {
  let text = '';
  let read = 0;
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const check of [...waiting]) check();
  };
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    wake();
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => {
    socket.on('end', resolve);
    socket.on('close', () => resolve());
  });
  socket.on('close', wake);

  const find = (wanted: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const check = () => {
        const at = text.indexOf(wanted, read);
        if (at < 0 && !socket.destroyed) return;
        waiting.delete(check);
        if (at < 0) reject(new Error('the connection has ended'));
        else resolve(at);
      };
      waiting.add(check);
      check();
    });

  return {
    index,
    received: () => text,
    async head() {
      const at = await find('\r\n\r\n');
      const head = text.slice(read, at);
      read = at + 4;
      return head;
    },
    async until(wanted) {
      await find(wanted);
    },
    send(bytes) {
      socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    },
    async pause(ms) {
      await sleep(ms);
      if (socket.destroyed) throw new Error('the connection has ended');
    },
    end() {
      socket.end();
    },
    reset() {
      socket.resetAndDestroy();
    },
    stopReading() {
      socket.pause();
    },
    startReading() {
      socket.resume();
    },
    closed,
  };
}
