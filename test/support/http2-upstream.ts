import { readFileSync } from 'node:fs';
import http2, { type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import tls from 'node:tls';
import type { TestContext } from 'node:test';
import { listen } from './listen.ts';

const pem = readFileSync(new URL('tls/valid.pem', import.meta.url), 'utf8');

/** One request as an upstream of HTTP/2 got it. `index` counts from 1, over all connections. */
export interface TakenStream {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
  readonly index: number;
}

/** An upstream that listens, and what reached it. */
export interface Http2Upstream {
  readonly url: string;
  readonly taken: readonly TakenStream[];
  sessions(): number;
}

/** Starts an upstream that speaks HTTP/2 over TLS, and HTTP/1.1 beside it; each request is read and thrown away. */
export async function http2Upstream(
  t: TestContext,
  answer: (taken: TakenStream) => void,
  options: http2.SecureServerOptions = {},
): Promise<Http2Upstream> {
  const taken: TakenStream[] = [];
  const open = new Set<http2.ServerHttp2Session>();
  let sessions = 0;
  const server = http2.createSecureServer({
    key: pem,
    cert: pem,
    allowHTTP1: true,
    maxSendHeaderBlockLength: 1_048_576,
    ...options,
  });
  server.on('session', (session) => {
    sessions += 1;
    open.add(session.on('close', () => open.delete(session)).on('error', () => {}));
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    stream.resume();
    const one = { stream, headers, index: taken.length + 1 };
    taken.push(one);
    answer(one);
  });
  const { port, close } = await listen(server);
  t.after(async () => {
    for (const session of open) session.destroy();
    await close();
  });
  return { url: `https://127.0.0.1:${port}`, taken, sessions: () => sessions };
}

const headersFrame = 1;
const settings = frame(4, 0, Buffer.alloc(0));

/** A frame of a connection of HTTP/2. Source: RFC 9113, section 4.1. */
export function frame(type: number, streamId: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head.writeUInt32BE(streamId, 5);
  return Buffer.concat([head, payload]);
}

/** A GOAWAY that names the last stream that is looked at. Source: RFC 9113, section 6.8. */
export function goAway(lastStreamId: number, errorCode: number): Buffer {
  const payload = Buffer.alloc(8);
  payload.writeUInt32BE(lastStreamId, 0);
  payload.writeUInt32BE(errorCode, 4);
  return frame(7, 0, payload);
}

/**
 * Starts a peer that agrees to HTTP/2 and then writes frames of its own, for what `node:http2` does not do.
 *
 * In:  told of each request's stream on each connection (from 1), with the means to write.
 */
export async function framesUpstream(
  t: TestContext,
  onRequest: (
    streamId: number,
    connection: { readonly index: number; write(bytes: Buffer): void; end(): void },
  ) => void,
): Promise<{ readonly url: string; readonly requests: () => number }> {
  let connections = 0;
  let requests = 0;
  const server = tls.createServer({ key: pem, cert: pem, ALPNProtocols: ['h2'] }, (socket) => {
    connections += 1;
    const index = connections;
    let bytes = Buffer.alloc(0);
    let isPrefaced = false;
    socket.on('error', () => {});
    socket.write(settings);
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (!isPrefaced && bytes.length >= 24) {
        isPrefaced = true;
        bytes = bytes.subarray(24);
      }
      while (isPrefaced && bytes.length >= 9 && bytes.length >= 9 + bytes.readUIntBE(0, 3)) {
        const length = bytes.readUIntBE(0, 3);
        const type = bytes[3];
        const streamId = bytes.readUInt32BE(5);
        bytes = bytes.subarray(9 + length);
        if (type !== headersFrame) continue;
        requests += 1;
        onRequest(streamId, { index, write: (sent) => socket.write(sent), end: () => socket.end() });
      }
    });
  });
  const { port, close } = await listen(server);
  t.after(close);
  return { url: `https://127.0.0.1:${port}`, requests: () => requests };
}
