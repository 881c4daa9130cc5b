import assert from 'node:assert/strict';
import http from 'node:http';
import { type TestContext, test } from 'node:test';
import express from 'express';
import { ExactNumber, keepRawBody, paramap, type RewrittenRequest } from '../../src/index.ts';
import { listen } from '../support/listen.ts';
import { problemOf } from '../support/problem-body.ts';
import { sendRaw } from '../support/raw-client.ts';

const contract = {
  title: 'Orders',
  upstream: { name: 'orders', headers: { 'x-key': { const: 'k' } } },
  operations: {
    list: { route: 'GET /', upstream: { route: 'GET /v1/orders' } },
    find: {
      route: 'GET /orders/{orderId}',
      upstream: { route: 'GET /v1/orders', query: { v: '2' } },
      path: { properties: { orderId: { type: 'integer', 'x-upstream': { in: 'query', name: 'id' } } } },
      headers: { properties: { 'X-Trace': { type: 'boolean', 'x-upstream': { in: 'query', name: 'trace' } } } },
    },
    place: {
      route: 'PUT /orders/{orderId}',
      upstream: { route: 'POST /v1/orders/{id}' },
      path: { properties: { orderId: { type: 'integer', 'x-upstream': 'id' } } },
      body: {
        content: {
          'application/json': { type: 'object', properties: { total: { type: 'number', 'x-upstream': 'sum/total' } } },
        },
      },
    },
    keep: {
      route: 'POST /notes',
      upstream: { route: 'POST /notes' },
      body: { content: { 'application/json': { type: 'object', properties: { text: { type: 'string' } } } } },
    },
  },
};

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly originalUrl: string;
  readonly query: unknown;
  readonly headers: http.IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly distinct: NodeJS.Dict<string[]>;
  readonly body: unknown;
  readonly paramap: RewrittenRequest | undefined;
}

/** An app that validates and maps in place; gives what the handler behind it saw. */
async function rewriting(
  t: TestContext,
  mount: (app: express.Express, rewrite: express.RequestHandler, handler: express.RequestHandler) => void,
): Promise<{ url: string; seen: Seen[] }> {
  const api = paramap({ contracts: contract, upstreams: {}, onProblem: () => {}, onWarning: () => {} });
  t.after(() => api.close());
  const seen: Seen[] = [];
  const app = express();
  app.set('env', 'test');
  mount(app, api.rewrite, (req, res) => {
    const {
      method,
      url,
      originalUrl,
      query,
      headers,
      rawHeaders,
      headersDistinct: distinct,
      body,
      paramap: values,
    } = req;
    seen.push({ method, url, originalUrl, query, headers, rawHeaders, distinct, body, paramap: values });
    res.end();
  });
  const { url, close } = await listen(http.createServer(app));
  t.after(close);
  return { url, seen };
}

const put = (url: string, body: string): Promise<Response> =>
  fetch(url, { method: 'PUT', body, headers: { 'content-type': 'application/json' } });

test('rewrite: handlers that follow see the outgoing request, and the caller’s values in req.paramap', async (t) => {
  const { url, seen } = await rewriting(t, (app, rewrite, handler) => app.use('/api', rewrite, handler));
  const answer = await fetch(`${url}/api/orders/7`, { headers: { 'x-trace': 'true', 'x-other': 'o' } });
  assert.equal(answer.status, 200);
  const [request] = seen;
  assert.equal(request?.method, 'GET');
  assert.equal(request?.url, '/v1/orders?v=2&id=7&trace=true');
  assert.deepEqual({ ...(request?.query as object) }, { v: '2', id: '7', trace: 'true' });
  assert.equal(request?.headers['x-key'], 'k');
  assert.equal(request?.headers['x-other'], 'o');
  assert.equal(request?.headers['x-trace'], undefined);
  assert.equal(request?.headers.host, new URL(url).host);
  assert.deepEqual(request?.distinct['x-key'], ['k']);
  assert.ok(request?.rawHeaders.includes('k'));
  assert.equal(request?.originalUrl, '/api/orders/7');
  assert.equal(request?.paramap?.operation, 'find');
  assert.equal(request?.paramap?.values.path['orderId'], 7);
  assert.equal(request?.paramap?.values.header['X-Trace'], true);
});

const mounts: readonly [where: string, path: string][] = [
  ['at the mount with a slash behind it', '/api/'],
  ['at the mount without a slash', '/api'],
];
for (const [where, path] of mounts) {
  test(`rewrite: works ${where}`, async (t) => {
    const { url, seen } = await rewriting(t, (app, rewrite, handler) => app.use('/api', rewrite, handler));
    assert.equal((await fetch(url + path)).status, 200);
    assert.equal(seen[0]?.url, '/v1/orders');
  });
}

test('rewrite: a body is the mapped value, with its new length and without its old framing', async (t) => {
  const { url, seen } = await rewriting(t, (app, rewrite, handler) => app.use(rewrite, handler));
  assert.equal((await put(`${url}/orders/7`, '{"total":12.50}')).status, 200);
  const [request] = seen;
  assert.equal(request?.method, 'POST');
  assert.equal(request?.url, '/v1/orders/7');
  assert.deepEqual(JSON.parse(JSON.stringify(request?.body)), { sum: { total: 12.5 } });
  assert.equal(request?.headers['content-length'], '{"sum":{"total":12.5}}'.length.toString());
  assert.equal(request?.headers['transfer-encoding'], undefined);
  assert.equal(request?.headers['content-type'], 'application/json');
});

test('rewrite: numbers beyond a double stay exact in req.body', async (t) => {
  const { url, seen } = await rewriting(t, (app, rewrite, handler) => app.use(rewrite, handler));
  await put(`${url}/orders/7`, '{"total":12345678901234567890.5}');
  assert.equal(JSON.stringify(seen[0]?.body), '{"sum":{"total":12345678901234567890.5}}');
  const { sum } = Object(seen[0]?.body) as { readonly sum?: { readonly total: unknown } };
  assert.ok(sum?.total instanceof ExactNumber);
});

test('rewrite: a body that needs no mapping is there, too', async (t) => {
  const { url, seen } = await rewriting(t, (app, rewrite, handler) => app.use(rewrite, handler));
  await fetch(`${url}/notes`, {
    method: 'POST',
    body: '{"text":"x"}',
    headers: { 'content-type': 'application/json' },
  });
  assert.deepEqual(JSON.parse(JSON.stringify(seen[0]?.body)), { text: 'x' });
});

const parsers: readonly [where: string, mount: Parameters<typeof rewriting>[1]][] = [
  ['before', (app, rewrite, handler) => app.use(express.json({ verify: keepRawBody }), rewrite, handler)],
  ['behind', (app, rewrite, handler) => app.use(rewrite, express.json(), handler)],
];
for (const [where, mount] of parsers) {
  test(`rewrite: express.json() ${where} it does not disturb the mapped body`, async (t) => {
    const { url, seen } = await rewriting(t, mount);
    assert.equal((await put(`${url}/orders/7`, '{"total":1}')).status, 200);
    assert.deepEqual(JSON.parse(JSON.stringify(seen[0]?.body)), { sum: { total: 1 } });
  });
}

test('rewrite: what does not fit is answered, and the handlers that follow never see it', async (t) => {
  const { url, seen } = await rewriting(t, (app, rewrite, handler) => app.use(rewrite, handler));
  const answer = await fetch(`${url}/orders/seven`);
  assert.equal(answer.status, 400);
  assert.equal((await problemOf(answer)).errors[0]?.name, 'orderId');
  assert.equal(seen.length, 0);
});

test('rewrite: routes that no contract knows go on untouched', async (t) => {
  const { url, seen } = await rewriting(t, (app, rewrite, handler) => app.use('/api', rewrite, handler));
  await fetch(`${url}/api/other?x=1`);
  assert.equal(seen[0]?.url, '/other?x=1');
  assert.equal(seen[0]?.paramap, undefined);
});

test('rewrite: an instance without upstreams answers forwarding with 500 and says what to mount', async (t) => {
  const causes: unknown[] = [];
  const api = paramap({
    contracts: contract,
    upstreams: {},
    onProblem: ({ cause }) => void causes.push(cause),
    onWarning: () => {},
  });
  t.after(() => api.close());
  const { url, close } = await listen(http.createServer(express().use(api)));
  t.after(close);
  assert.equal((await fetch(`${url}/orders/7`)).status, 500);
  assert.match(String(causes[0]), /api\.rewrite/);
});

const absolute: readonly [
  how: string,
  mount: (app: express.Express, ...handlers: express.RequestHandler[]) => unknown,
][] = [
  ['below a mount', (app, ...handlers) => app.use('/api', ...handlers)],
  ['in a router', (app, ...handlers) => app.use('/api', express.Router().use(...handlers))],
];
for (const [how, mount] of absolute) {
  test(`rewrite: an absolute target ${how} keeps the path of the outgoing request`, async (t) => {
    const { url, seen } = await rewriting(t, (app, rewrite, handler) => void mount(app, rewrite, handler));
    const port = Number(new URL(url).port);
    const answer = await sendRaw(port, 'GET http://api.example/api/orders/7 HTTP/1.1\r\nHost: a\r\n\r\n');
    assert.equal(answer.status, 200);
    assert.equal(seen[0]?.url, 'http://api.example/v1/orders?v=2&id=7');
    assert.deepEqual({ ...(seen[0]?.query as object) }, { v: '2', id: '7' });
  });
}
