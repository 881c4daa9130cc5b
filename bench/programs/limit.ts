/*
 * As little as a gateway can do: node:http, validation and mapping by hand, undici. No router, no framework, and small
 * answers go out in one write.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { findUsersTarget } from '../by-hand/find-users.ts';
import { createForward } from '../by-hand/forward.ts';
import { upstreamOrder } from '../by-hand/place-order.ts';
import { type Fault, invalidRequest, problem, problemType } from '../by-hand/problem.ts';
import { announce, upstreamOrigin } from '../program/announce.ts';

const forward = createForward(upstreamOrigin);
const maxBodyBytes = 1_048_576;

const server = createServer((req, res) => {
  const { method, url = '/' } = req;
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  if (method === 'GET' && path.startsWith('/users/') && path.indexOf('/', 7) < 0) {
    const target = findUsersTarget(path.slice(7), end < 0 ? {} : parse(url.slice(end + 1)));
    if (typeof target === 'string') forward(req, res, { method: 'GET', path: target });
    else refuse(res, target);
  } else if (method === 'POST' && path === '/orders') {
    readJson(req, res, (body) => {
      const mapped = upstreamOrder(body);
      if ('order' in mapped) {
        forward(req, res, { method: 'POST', path: '/api/v1/orders', body: JSON.stringify(mapped.order) });
      } else refuse(res, mapped);
    });
  } else if (method === 'GET' && (path === '/reports/latest' || path.startsWith('/legacy/'))) {
    forward(req, res, { method: 'GET', path: url });
  } else answer(res, { status: 404, title: 'There is nothing here' });
});

function readJson(req: IncomingMessage, res: ServerResponse, use: (body: unknown) => void): void {
  if (!req.headers['content-type']?.startsWith('application/json')) {
    answer(res, { status: 415, title: 'Only JSON is taken' });
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  req.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= maxBodyBytes) chunks.push(chunk);
  });
  req.on('end', () => {
    if (length > maxBodyBytes) {
      answer(res, { status: 413, title: 'The body is too large' });
      return;
    }
    const parsed = parseJson(chunks);
    if (parsed === undefined) answer(res, { status: 400, title: 'The body is no JSON' });
    else use(parsed.value);
  });
}

function parseJson(chunks: readonly Buffer[]): { value: unknown } | undefined {
  try {
    const [only] = chunks;
    return { value: JSON.parse((chunks.length === 1 && only ? only : Buffer.concat(chunks)).toString()) };
  } catch {
    return undefined;
  }
}

const refuse = (res: ServerResponse, faults: readonly Fault[]): void => send(res, 400, invalidRequest(faults));

const answer = (res: ServerResponse, members: { status: number; title: string }): void =>
  send(res, members.status, problem(members));

function send(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'Content-Type': problemType, 'Content-Length': Buffer.byteLength(text) });
  res.end(text);
}

announce(server);
