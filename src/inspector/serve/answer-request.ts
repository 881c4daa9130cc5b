import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access, Refusal } from './access.ts';
import { type Answer, guardFields, notFound, refused, sendAnswer } from './answer.ts';
import type { LiveStreams } from './live-stream.ts';
import type { PageFiles } from './page-files.ts';
import { readJson } from './read-json.ts';
import { type Route, wholeNumber } from './routes.ts';

/** What a request below `/inspector` may reach. */
export interface InspectorParts {
  readonly access: Access;
  readonly page: PageFiles;
  readonly live: LiveStreams;
  /** By method and path below `api/`. */
  readonly routes: ReadonlyMap<string, Route>;
}

/** In bytes, of what is sent to a route: a contract and a request. */
export const mostSentBytes = 1_048_576;

const base = '/inspector/';

/** Answers a request whose path is `/inspector`, or begins with it and a slash. */
export async function answerRequest(req: IncomingMessage, res: ServerResponse, parts: InspectorParts): Promise<void> {
  const [path = '', search = ''] = (req.url ?? '').split('?', 2);
  const refusal = parts.access.judgeHost(req) ?? judgeMethod(req);
  if (refusal !== undefined) return sendAnswer(req, res, refused(refusal));
  if (path === '/inspector') {
    res.writeHead(302, { ...guardFields, Location: base, 'Cache-Control': 'no-store' }).end();
    return;
  }
  const below = path.slice(base.length);
  if (!below.startsWith('api/')) {
    if (req.method === 'POST') return sendAnswer(req, res, notFound('There is nothing to send this to.'));
    return parts.page.send(req, res, below);
  }
  const asked = { path: below.slice('api/'.length), query: new URLSearchParams(search) };
  if (asked.path === 'live' && req.method === 'GET') {
    const barred = parts.access.judgeOrigin(req) ?? parts.access.judgeCaller(req) ?? judgeRoom(parts.live);
    if (barred !== undefined) return sendAnswer(req, res, refused(barred));
    const after = wholeNumber(String(req.headers['last-event-id'] ?? asked.query.get('after') ?? '0')) ?? 0;
    return parts.live.start(req, res, after);
  }
  const answer = await apiAnswer(req, asked, parts).catch(failed);
  // What is not read to its end leaves a connection that cannot be used again.
  if (!req.complete && req.method === 'POST') res.shouldKeepAlive = false;
  sendAnswer(req, res, answer);
}

async function apiAnswer(
  req: IncomingMessage,
  { path, query }: { readonly path: string; readonly query: URLSearchParams },
  { access, routes }: InspectorParts,
): Promise<Answer> {
  const isSignIn = req.method === 'POST' && path === 'session';
  const barred = access.judgeOrigin(req) ?? (isSignIn ? undefined : access.judgeCaller(req));
  if (barred !== undefined) return refused(barred);
  const route = isSignIn ? undefined : routeOf(routes, req.method, path);
  if (route === undefined && !isSignIn) return notFound('There is no such route.');
  const read = req.method === 'POST' ? await readJson(req, isSignIn ? 4096 : mostSentBytes) : undefined;
  if (read?.ok === false) return refused(read.refusal);
  if (route === undefined) return signIn(req, access, read?.value);
  const answer = await route({ path, query, sent: read?.value });
  return answer ?? refused({ status: 400, code: 'malformed', detail: 'This is not what the route asks for.' });
}

/** Whoever may ask may be told what is wrong: a connection that is cut looks like a gateway that is gone. */
function failed(error: unknown): Answer {
  const cause = error instanceof Error ? error.message : String(error);
  return refused({ status: 500, code: 'failed', detail: `It could not be found out: ${cause}` });
}

/** `GET requests/` stands for every path below it. */
function routeOf(routes: ReadonlyMap<string, Route>, method: string | undefined, path: string): Route | undefined {
  const verb = method === 'HEAD' ? 'GET' : method;
  return routes.get(`${verb} ${path}`) ?? routes.get(`${verb} ${path.slice(0, path.lastIndexOf('/') + 1)}`);
}

function signIn(req: IncomingMessage, access: Access, sent: unknown): Answer {
  const token = typeof sent === 'object' && sent !== null && 'token' in sent ? sent.token : undefined;
  const cookie = access.open(req, token);
  if (cookie !== undefined) return { status: 204, cookie };
  return refused({ status: 401, code: 'token-wrong', detail: 'This is not the token that was printed at start.' });
}

function judgeMethod({ method }: IncomingMessage): Refusal | undefined {
  if (method === 'GET' || method === 'HEAD' || method === 'POST') return undefined;
  return { status: 405, code: 'method-not-allowed', detail: 'Only GET, HEAD and POST are answered here.' };
}

function judgeRoom(live: LiveStreams): Refusal | undefined {
  if (!live.isFull) return undefined;
  return { status: 503, code: 'busy', detail: 'Too many pages are open; close one of them.' };
}
