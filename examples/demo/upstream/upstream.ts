import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { type Listening, listen } from '../listen.ts';
import { compileDemands } from './backend-route.ts';
import { backendRoutes } from './backend-routes.ts';

/** A request exactly as it reached the demo backend. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Where the request broke the contract: what the backend wrote in place of an HTTP answer; empty when it just hung up. */
  readonly crash: string | undefined;
}

type Received = Omit<SeenRequest, 'crash'>;

/** An answer, or what a crashing program leaves behind. */
type Outcome = { readonly status: number; readonly body: unknown } | { readonly crash: string };

export interface DemoUpstream extends Listening {
  /** The last request that arrived, whether it kept the contract or not. */
  last(): SeenRequest | undefined;
}

const compiledRoutes = backendRoutes.map((route) => ({ route, demands: compileDemands(route) }));

/**
 * Starts the backend of the demo. It keeps to its own contract and to nothing else: a request with a name, a type or
 * a format that it does not know makes it fail the way old programs fail. It writes its crash report into the socket
 * where an HTTP answer should be, or drops the connection. A proxy in front of it can only say `502 Bad Gateway`.
 *
 * `GET /_last` answers with the last request that it saw, as text.
 */
export async function startUpstream(port: number): Promise<DemoUpstream> {
  let seen: SeenRequest | undefined;
  const server = createServer(async (req, res) => {
    if (req.url === '/_last') return answerText(res, seen);
    const body = await readText(req);
    const received = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body };
    const outcome = handle(received);
    seen = { ...received, crash: 'crash' in outcome ? outcome.crash : undefined };
    if ('crash' in outcome) crash(res.socket, outcome.crash);
    else answerJson(res, outcome);
  });
  const listening = await listen(server, port);
  return { ...listening, last: () => seen };
}

function handle(received: Received): Outcome {
  const [path = '', query = ''] = received.url.split('?', 2);
  const found = compiledRoutes.find(({ route }) => route.method === received.method && route.path.test(path));
  if (found === undefined) return { status: 404, body: { error: 'no such resource' } };
  const body = parseBody(received.body);
  if (body === undefined) return { crash: '' };
  const groups = found.route.path.exec(path)?.groups ?? {};
  const arrived = { path: groups, query: readQuery(query), headers: received.headers, body };
  const fault = found.demands(arrived);
  return fault === undefined ? found.route.answer(arrived) : { crash: lastWords(fault) };
}

/** A missing or unknown name kills the program while it reports; a wrong value kills it before it can say anything. */
function lastWords(fault: string): string {
  if (!/required|additional/.test(fault)) return '';
  return `Traceback (most recent call last):\n  File "/srv/backend/app.py", line 88, in handle\nKeyError: ${fault}\n`;
}

/** Writes into the socket itself: what goes out is no HTTP. */
function crash(socket: Socket | null, words: string): void {
  if (words === '') socket?.destroy();
  else socket?.end(words);
}

function readQuery(text: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(text);
  const query: Record<string, string | string[]> = {};
  for (const name of parameters.keys()) {
    const values = parameters.getAll(name);
    query[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return query;
}

/** `null` for no body, `undefined` for a body that is no JSON. */
function parseBody(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answerJson(res: ServerResponse, { status, body }: { status: number; body: unknown }): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

function answerText(res: ServerResponse, seen: SeenRequest | undefined): void {
  const lines = seen === undefined ? ['nothing yet'] : [`${seen.method} ${seen.url}`];
  for (const [name, value] of Object.entries(seen?.headers ?? {})) lines.push(`${name}: ${value}`);
  if (seen !== undefined && seen.body !== '') lines.push('', seen.body);
  res.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(`${lines.join('\n')}\n`);
}
