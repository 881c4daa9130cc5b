import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { closeLocally, listenLocally } from '../load/local-server.ts';
import { upstreamContent } from '../load/upstream.ts';
import type { Fault } from './kinds.ts';

const large = Buffer.alloc(300_000, 'paramap ');
const pieceMs = 15;

/** An upstream that fails as its caller asks it to, in the field `X-Soak`. */
export class FaultyUpstream {
  readonly #server: Server;

  constructor() {
    this.#server = createServer((req, res) => answer(req, res, (req.headers['x-soak'] ?? 'none') as Fault));
    this.#server.keepAliveTimeout = 60_000;
  }

  /** Gives the origin to send to. */
  listen(): Promise<string> {
    return listenLocally(this.#server);
  }

  close(): void {
    closeLocally(this.#server);
  }
}

function answer(req: IncomingMessage, res: ServerResponse, fault: Fault): void {
  req.on('error', () => undefined);
  res.on('error', () => undefined);
  if (fault === 'reset') {
    req.socket.resetAndDestroy();
    return;
  }
  req.resume();
  // Whoever answers before the whole request is there ends the connection for it.
  if (req.complete || req.method === 'GET') settle(req, res, fault);
  else req.on('end', () => settle(req, res, fault));
}

function settle(req: IncomingMessage, res: ServerResponse, fault: Fault): void {
  const isEvents = req.url === '/events';
  res.setHeader('Content-Type', isEvents ? 'text/event-stream' : 'application/json');
  if (fault === 'hang') return;
  if (fault === 'garbage') {
    req.socket.end('this is no HTTP\r\n\r\n');
    return;
  }
  if (fault === 'cut') {
    res.setHeader('Content-Length', large.length);
    res.write(large.subarray(0, 100_000));
    setTimeout(() => req.socket.destroy(), 2);
    return;
  }
  if (isEvents || fault === 'slow') sendPieces(res, isEvents ? event : upstreamContent, fault === 'slow');
  else if (fault === 'large') res.end(large);
  else if (fault === 'not-json') res.end('<html>');
  else if (fault === 'other-type') res.setHeader('Content-Type', 'text/plain').end('fine');
  else res.writeHead(fault === 'error' ? 500 : 200).end(upstreamContent);
}

const event = 'event: piece\ndata: {"delta":"one"}\n\nevent: ping\ndata: {}\n\n';

function sendPieces(res: ServerResponse, text: string, isSlow: boolean): void {
  let left = text.startsWith('event') ? 4 : 1;
  const at = Math.floor(text.length / 2);
  const send = (): void => {
    left -= 1;
    res.write(text.slice(0, at));
    res.write(text.slice(at));
    if (left <= 0 || res.destroyed) res.end();
    else if (isSlow) setTimeout(send, pieceMs);
    else setImmediate(send);
  };
  if (isSlow) setTimeout(send, pieceMs);
  else send();
}
