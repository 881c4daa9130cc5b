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
}

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
    seen = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body };
    answer(seen, res);
  });
  const listening = await listen(server, port);
  return { ...listening, last: () => seen };
}

function answer(seen: SeenRequest, res: ServerResponse): void {
  const [path = '', query = ''] = seen.url.split('?', 2);
  const found = compiledRoutes.find(({ route }) => route.method === seen.method && route.path.test(path));
  if (found === undefined) return answerJson(res, { status: 404, body: { error: 'no such resource' } });
  const body = parseBody(seen.body);
  if (body === undefined) return crash(res.socket, 'body is no JSON');
  const groups = found.route.path.exec(path)?.groups ?? {};
  const arrived = { path: groups, query: readQuery(query), headers: seen.headers, body };
  const fault = found.demands(arrived);
  if (fault !== undefined) return crash(res.socket, fault);
  answerJson(res, found.route.answer(arrived));
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

/** A missing or unknown name kills the program in mid-report; a wrong value kills it before it can say anything. */
function crash(socket: Socket | null, fault: string): void {
  if (!/required|additional/.test(fault)) return void socket?.destroy();
  socket?.end(
    `Traceback (most recent call last):\n  File "/srv/backend/app.py", line 88, in handle\nKeyError: ${fault}\n`,
  );
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
