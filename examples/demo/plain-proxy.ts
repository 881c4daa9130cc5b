import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type Listening, listen } from './listen.ts';
import { demoApiKey } from './upstream/backend-routes.ts';

/**
 * The proxy that stands in front of such a backend today: it knows the backend's path, its fixed parameter and its key,
 * and hands everything else on as it came. Like nginx, it answers `502 Bad Gateway` when no HTTP answer comes back.
 */
export function startPlainProxy(upstream: string, port: number): Promise<Listening> {
  return listen(
    createServer((req, res) => pass(req, res, upstream)),
    port,
  );
}

function pass(req: IncomingMessage, res: ServerResponse, upstream: string): void {
  const { hostname, port } = new URL(upstream);
  const outgoing = request({
    hostname,
    port,
    method: req.method ?? 'GET',
    path: plainTarget(req.url ?? '/'),
    headers: { ...req.headers, 'x-api-key': demoApiKey },
    agent: false,
  });
  outgoing.on('response', (answer) => {
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(res);
  });
  outgoing.on('error', () => badGateway(res));
  req.pipe(outgoing);
}

/** `/users?a=1` as the backend's `/api/v1/resource?v=2&a=1`; the names of the parameters stay as they are. */
export function plainTarget(url: string): string {
  const mark = url.indexOf('?');
  if (url !== '/users' && !url.startsWith('/users?')) return url;
  return mark === -1 ? '/api/v1/resource?v=2' : `/api/v1/resource?v=2&${url.slice(mark + 1)}`;
}

function badGateway(res: ServerResponse): void {
  const page = '<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body>\n</html>\n';
  if (res.headersSent) return void res.destroy();
  res.writeHead(502, { 'content-type': 'text/html' }).end(page);
}
