import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { bundlePage, type PageFile } from '../../../src/inspector/bundle-page.ts';
import { listen } from '../../support/listen.ts';

/** What a route answers: a value as JSON, or what a function makes of the request's body; `undefined` is a 404. */
export type Answer = object | ((body: unknown, url: URL) => object | undefined);

/** The inspector's page beside routes that a test made by hand. */
export interface PageServer {
  /** Of the page: `http://127.0.0.1:1234/inspector/`. */
  readonly url: string;
  /** The requests that came, method and path: `POST api/replay`. */
  readonly asked: readonly string[];
  /** Sends an event to every page that listens to `api/live`. */
  tell(event: 'requests' | 'state', data: object): void;
  /** Ends once a page listens. */
  heard(): Promise<void>;
  /** Ends what listens, as a lost connection does. */
  cut(): void;
  /** From now on everything but the session is refused, until this token is handed over. */
  lock(token: string): void;
  close(): Promise<void>;
}

/** As the real server's, so that what it forbids shows itself in these tests, too. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

let bundled: Promise<readonly PageFile[]> | undefined;

/** Serves the page and the routes. In: routes below `api/`, such as `state` or `requests/r1`. */
export async function startPageServer(routes: Readonly<Record<string, Answer>>): Promise<PageServer> {
  bundled ??= bundlePage();
  const files = new Map((await bundled).map(({ name, bytes }) => [name, bytes]));
  const asked: string[] = [];
  const listeners = new Set<ServerResponse>();
  let token: string | undefined;
  const unlock = async (req: IncomingMessage): Promise<number> => {
    const isRight = JSON.stringify({ token }) === (await textOf(req));
    if (isRight) token = undefined;
    return isRight ? 204 : 401;
  };
  const cut = (): void => {
    for (const res of listeners) res.destroy();
  };
  const server = http.createServer(async (req, res) => {
    const url = new URL(req.url ?? '/', 'http://page.test');
    const path = url.pathname.replace('/inspector/', '');
    if (path.startsWith('api/')) asked.push(`${req.method} ${path}`);
    if (path === 'api/session') return void res.writeHead(await unlock(req)).end();
    if (path.startsWith('api/') && token !== undefined) return refuse(res);
    if (path === 'api/live') return void listenTo(res, listeners);
    if (path.startsWith('api/')) return answer(res, await answerOf(routes[path.slice(4)], req, url));
    const bytes = files.get(path === '' ? 'index.html' : path);
    res.writeHead(bytes === undefined ? 404 : 200, {
      'Content-Type': typeOf(path),
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
    });
    res.end(bytes);
  });
  const { url, close } = await listen(server);
  return {
    url: `${url}/inspector/`,
    asked,
    tell: (event, data) => {
      for (const res of listeners) res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    heard: async () => {
      while (listeners.size === 0) await once(server, 'request');
    },
    cut,
    lock: (wanted) => {
      token = wanted;
      cut();
    },
    close: async () => {
      cut();
      await close();
    },
  };
}

function listenTo(res: ServerResponse, listeners: Set<ServerResponse>): void {
  res.writeHead(200, { 'Content-Type': 'text/event-stream' });
  res.flushHeaders();
  listeners.add(res);
  res.once('close', () => listeners.delete(res));
}

async function answerOf(route: Answer | undefined, req: IncomingMessage, url: URL): Promise<object | undefined> {
  if (typeof route !== 'function') return route;
  const text = await textOf(req);
  return route(text === '' ? undefined : JSON.parse(text), url);
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = await req.toArray();
  return Buffer.concat(chunks).toString();
}

function refuse(res: ServerResponse): void {
  res.writeHead(401, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify({ code: 'session-missing', detail: 'Open the link that was printed.' }));
}

function answer(res: ServerResponse, value: object | undefined): void {
  const body = value ?? { code: 'not-found', detail: 'It is not kept any more.' };
  res.writeHead(value === undefined ? 404 : 200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function typeOf(path: string): string {
  if (path.endsWith('.js')) return 'text/javascript';
  if (path.endsWith('.css')) return 'text/css';
  return path.endsWith('.svg') ? 'image/svg+xml' : 'text/html; charset=utf-8';
}
