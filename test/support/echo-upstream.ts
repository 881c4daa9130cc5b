import http from 'node:http';
import { listen } from './listen.ts';

/** A request as the upstream got it. */
export interface EchoedRequest {
  readonly method: string;
  /** The target as it stood in the request line. */
  readonly rawUrl: string;
  /** Name, value, name, value, ... as received. */
  readonly rawHeaders: readonly string[];
  /** The same by lower-case name; several lines of a name in one list. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
  /** Resolves when the answer was sent or its connection broke. */
  readonly closed: Promise<void>;
}

/** Answers a recorded request; the default sends what was received, as JSON. */
export type EchoReply = (request: EchoedRequest, response: http.ServerResponse) => void | Promise<void>;

export interface EchoUpstream {
  readonly port: number;
  readonly url: string;
  /** Every request whose body was received in full, in order. */
  readonly requests: readonly EchoedRequest[];
  /** The last of them; throws when there is none. */
  last(): EchoedRequest;
  /** How many connections were accepted. */
  connections(): number;
  /** Answers all further requests by another function. */
  reply(reply: EchoReply): void;
  close(): Promise<void>;
}

/**
 * Starts an HTTP server that records each request byte for byte and answers 200 with what it got as JSON:
 * `{ method, url, headers, body }`, or by the given function.
 */
export async function echoUpstream(first: EchoReply = replyWithRequest): Promise<EchoUpstream> {
  const requests: EchoedRequest[] = [];
  let reply = first;
  let connections = 0;
  const server = http.createServer(async (request, response) => {
    const closed = new Promise<void>((resolve) => response.on('close', resolve));
    const body = await readBody(request).catch(() => undefined);
    if (body === undefined) return;
    const echoed = recordOf(request, { body, closed });
    requests.push(echoed);
    await reply(echoed, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  const { port, url, close } = await listen(server);
  return {
    port,
    url,
    requests,
    last() {
      const last = requests.at(-1);
      if (last === undefined) throw new Error('the upstream got no request');
      return last;
    },
    connections: () => connections,
    reply(next) {
      reply = next;
    },
    close,
  };
}

function replyWithRequest(request: EchoedRequest, response: http.ServerResponse): void {
  const { method, rawUrl: url, headers, body } = request;
  const text = JSON.stringify({ method, url, headers, body: body.toString('utf8') });
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }).end(text);
}

async function readBody(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function recordOf(
  request: http.IncomingMessage,
  { body, closed }: Pick<EchoedRequest, 'body' | 'closed'>,
): EchoedRequest {
  const { method = '', url: rawUrl = '', rawHeaders } = request;
  const headers: Record<string, string[]> = Object.create(null);
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = String(rawHeaders[index]).toLowerCase();
    headers[name] = [...(headers[name] ?? []), String(rawHeaders[index + 1])];
  }
  return { method, rawUrl, rawHeaders, headers, body, closed };
}
