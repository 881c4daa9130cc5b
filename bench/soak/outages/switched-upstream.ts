import { createServer, type Server, type ServerResponse } from 'node:http';
import { closeLocally, listenLocally } from '../../load/local-server.ts';

/** How it answers: after so long, with which status; never where `afterMs` is infinite. */
export interface Manner {
  readonly status: number;
  readonly afterMs: number;
}

/** An upstream in this process whose manner can be changed, and that tells when it is left. */
export class SwitchedUpstream {
  manner: Manner;
  /** Requests that arrived so far. */
  arrivals = 0;
  /** When the requests that were given up were, by their name, as `performance.now()` gives it. */
  readonly left = new Map<string, number>();
  readonly #server: Server;

  constructor(manner: Manner) {
    this.manner = manner;
    this.#server = createServer((req, res) => {
      this.arrivals += 1;
      const name = String(req.headers['x-load-id']);
      res.once('close', () => res.writableFinished || this.left.set(name, performance.now()));
      req.resume();
      this.#answer(res);
    });
  }

  listen(): Promise<string> {
    return listenLocally(this.#server);
  }

  /** How many connections are open. */
  connections(): Promise<number> {
    return new Promise((resolve) => this.#server.getConnections((_error, count) => resolve(count)));
  }

  close(): void {
    closeLocally(this.#server);
  }

  #answer(res: ServerResponse): void {
    const { status, afterMs } = this.manner;
    if (afterMs === Number.POSITIVE_INFINITY) return;
    setTimeout(() => res.writeHead(status, { 'Content-Type': 'application/json' }).end('{"done":true}'), afterMs);
  }
}
