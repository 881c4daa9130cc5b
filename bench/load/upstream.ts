import { createServer, type Server, type Socket } from 'node:net';
import { listenLocally } from './local-server.ts';

/** What the upstream answers to every request: 1 short JSON text, with the fields that services send. */
export const upstreamContent = JSON.stringify({
  status: 'ok',
  items: [
    { id: 1, name: 'testuser', age: 36, tags: ['a', 'b'], since: '2025-11-20T09:30:00Z' },
    { id: 2, name: 'testuser2', age: 41, tags: ['b'], since: '2025-11-21T10:00:00Z' },
  ],
});

const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${upstreamContent.length}\r\n` +
    'ETag: W/"7a-bench"\r\nCache-Control: private, max-age=0\r\nServer: bench\r\nDate: Thu, 20 Nov 2025 09:30:00 GMT\r\n' +
    `\r\n${upstreamContent}`,
);

const headEnd = '\r\n\r\n';

/**
 * An upstream that costs next to nothing: it knows enough of HTTP/1.1 to see where requests end, which are sent with
 * `Content-Length` or without content, and gives the same answer to each.
 */
export class Upstream {
  /** Requests answered so far. */
  served = 0;
  /** Told of each request as text, if set. */
  onRequest: ((text: string) => void) | undefined;
  /** How long every answer takes. */
  delayMs = 0;
  readonly #server: Server;

  constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket));
  }

  /** Gives the origin to send to. */
  listen(): Promise<string> {
    return listenLocally(this.#server);
  }

  close(): void {
    this.#server.close();
  }

  #serve(socket: Socket): void {
    let pending = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1');
      for (let end = requestEnd(pending); end !== undefined; end = requestEnd(pending)) {
        this.#answer(socket, pending.slice(0, end));
        pending = pending.slice(end);
      }
    });
  }

  #answer(socket: Socket, text: string): void {
    this.served += 1;
    this.onRequest?.(text);
    const closes = /\r\nconnection: *close\r\n/i.test(text);
    if (this.delayMs === 0) send(socket, closes);
    else setTimeout(send, this.delayMs, socket, closes);
  }
}

function send(socket: Socket, closes: boolean): void {
  if (closes) socket.end(answer);
  else socket.write(answer);
}

/** Where the first request in a text ends; `undefined`: not yet. */
function requestEnd(text: string): number | undefined {
  const head = text.indexOf(headEnd);
  if (head < 0) return undefined;
  const length = text.startsWith('GET ') ? 0 : contentLength(text.slice(0, head));
  const end = head + headEnd.length + length;
  return text.length >= end ? end : undefined;
}

function contentLength(head: string): number {
  const found = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (found === null) throw new Error(`The upstream of the benchmark reads no request without a length:\n${head}`);
  return Number(found[1]);
}
