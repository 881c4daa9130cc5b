import { createServer, type Server, type ServerResponse } from 'node:http';
import { closeLocally, listenLocally } from '../load/local-server.ts';

const piece = Buffer.alloc(65_536, 'paramap ');

/** An upstream that answers every request with so many bytes, at the pace of whoever reads them. */
export class LargeUpstream {
  contentBytes = 0;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((req, res) => {
      req.resume();
      res.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': this.contentBytes });
      send(res, this.contentBytes);
    });
  }

  /** Gives the origin to send to. */
  listen(): Promise<string> {
    return listenLocally(this.#server);
  }

  close(): void {
    closeLocally(this.#server);
  }
}

function send(res: ServerResponse, leftBytes: number): void {
  let left = leftBytes;
  while (left > 0 && !res.destroyed) {
    const chunk = left < piece.length ? piece.subarray(0, left) : piece;
    left -= chunk.length;
    if (!res.write(chunk)) {
      res.once('drain', () => send(res, left));
      return;
    }
  }
  res.end();
}
