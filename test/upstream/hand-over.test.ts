import assert from 'node:assert/strict';
import http, { IncomingMessage } from 'node:http';
import net from 'node:net';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import type { Outgoing } from '../../src/pipeline/request.ts';
import { handOver, type ProxyHandler } from '../../src/upstream/hand-over.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { type Listening, listen } from '../support/listen.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { scriptedUpstream } from '../support/scripted-upstream.ts';
import { promptMs, rawRequest } from './front.ts';

const mapped: Outgoing = {
  method: 'POST',
  path: '/api/v1/resource?username=ada',
  headers: ['Content-Type', 'application/json', 'X-Kept', '1', 'X-Kept', '2'],
  body: '{"name":"Zoë","id":12345678901234567890}',
};

/** An Express app that parses JSON and hands every request over as `outgoing`. */
async function openApp(
  t: TestContext,
  { handler, outgoing = mapped }: { handler: ProxyHandler; outgoing?: Outgoing },
): Promise<Listening & { readonly seen: express.Request[]; readonly nexts: unknown[] }> {
  const seen: express.Request[] = [];
  const nexts: unknown[] = [];
  const app = express();
  app.use(express.json());
  app.use((req, res, next) => {
    seen.push(req);
    Object.assign(req, { user: { name: 'ada' } });
    const call = {
      outgoing,
      request: req,
      response: res,
      trust: () => false,
      next: (error?: unknown) => {
        nexts.push(error);
        next(error === undefined ? undefined : new Error('handed on'));
      },
      onProblem: (problem: { status: number; code: string }) => void res.status(problem.status).send(problem.code),
    };
    handOver(handler, call, 'gate');
  });
  app.use((_req, res) => void res.status(404).end());
  app.use(((_error, _req, res, _next) => void res.status(500).end()) as express.ErrorRequestHandler);
  const front = await listen(http.createServer(app));
  t.after(() => front.close());
  return { ...front, seen, nexts };
}

const callersBody = '{"userName":"x"}';
const callersRequest =
  rawRequest('PUT', '/users/7?userName=x', [
    'Content-Type: application/json',
    `Content-Length: ${callersBody.length}`,
    'Expect: 100-continue',
    'X-Forwarded-For: 6.6.6.6',
    'X-Secret-Of-Caller: 1',
  ]) + callersBody;

test("an app's own http-proxy-middleware sends the outgoing request, its body included", async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const app = await openApp(t, { handler: createProxyMiddleware({ target: upstream.url, changeOrigin: true }) });
  const answer = await sendRaw(app.port, callersRequest);
  assert.equal(answer.status, 200);
  const { method, rawUrl, headers, body } = upstream.last();
  assert.deepEqual([method, rawUrl], ['POST', mapped.path]);
  assert.equal(body.toString('utf8'), mapped.body);
  assert.deepEqual(headers['content-length'], [String(Buffer.byteLength(String(mapped.body)))]);
  assert.deepEqual(headers['x-kept'], ['1, 2']);
  assert.deepEqual(headers['via'], ['1.1 gate']);
  assert.deepEqual(headers['x-forwarded-for'], ['127.0.0.1']);
  assert.deepEqual(headers['host'], [new URL(upstream.url).host]);
  assert.equal(headers['expect'], undefined);
  assert.equal(headers['transfer-encoding'], undefined);
  assert.equal(headers['x-secret-of-caller'], undefined);
});

for (const [method, body] of [
  ['GET', undefined],
  ['DELETE', undefined],
  ['DELETE', '[1]'],
  ['POST', undefined],
  ['PATCH', 'x'.repeat(1_000_000)],
] as const) {
  test(`${method} with ${body === undefined ? 'no body' : `${body.length} bytes`} arrives framed as it should be`, async (t) => {
    const upstream = await echoUpstream((request, response) => void response.end(String(request.body.length)));
    t.after(() => upstream.close());
    const handler = createProxyMiddleware({ target: upstream.url });
    const app = await openApp(t, { handler, outgoing: { ...mapped, method, body } });
    for (let count = 0; count < 2; count += 1) {
      const answer = await sendRaw(app.port, callersRequest);
      assert.deepEqual([answer.status, answer.body.toString()], [200, String(body?.length ?? 0)]);
    }
    assert.equal(upstream.requests.length, 2);
    assert.equal(upstream.last().method, method);
  });
}

test('a proxy that keeps the origin sends the Host of the caller on', async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const app = await openApp(t, { handler: createProxyMiddleware({ target: upstream.url }) });
  await sendRaw(app.port, callersRequest);
  assert.deepEqual(upstream.last().headers['host'], ['front.example']);
});

test("the caller's own request stays as it was", async (t) => {
  const app = await openApp(t, { handler: (_req, res) => void res.end('done') });
  await sendRaw(app.port, callersRequest);
  const [req] = app.seen;
  assert.deepEqual([req?.method, req?.url, req?.headers['x-forwarded-for']], ['PUT', '/users/7?userName=x', '6.6.6.6']);
  assert.deepEqual(req?.body, { userName: 'x' });
});

test('the handler sees what the app knows of the caller, but not the body and query that are not sent', async (t) => {
  let handed: express.Request | undefined;
  const app = await openApp(t, {
    handler: (req, res) => {
      handed = req as express.Request;
      res.end('done');
    },
  });
  await sendRaw(app.port, callersRequest);
  assert.ok(handed instanceof IncomingMessage);
  assert.notEqual(handed, app.seen[0]);
  assert.deepEqual((handed as { user?: unknown }).user, { name: 'ada' });
  assert.equal(handed.get('X-Kept'), '1, 2');
  assert.equal(handed.body, undefined);
  assert.deepEqual({ ...handed.query }, { username: 'ada' });
  assert.deepEqual([handed.originalUrl, handed.baseUrl, handed.url], [mapped.path, '', mapped.path]);
  assert.equal(handed.ip, '127.0.0.1');
});

for (const [name, handler] of [
  ['throws', () => assert.fail('no')],
  ['rejects', () => Promise.reject(new Error('no'))],
  ['calls next with an error', (_req, _res, next) => next(new Error('no'))],
] as [string, ProxyHandler][]) {
  test(`a handler that ${name} is followed by the app's error handler`, async (t) => {
    const app = await openApp(t, { handler });
    assert.equal((await sendRaw(app.port, callersRequest)).status, 500);
    assert.equal(app.nexts.length, 1);
  });
}

test("a handler that calls next is followed by the app's other routes", async (t) => {
  const app = await openApp(t, { handler: (_req, _res, next) => next() });
  assert.equal((await sendRaw(app.port, callersRequest)).status, 404);
});

test('a request that carries our name in Via does not reach the handler', async (t) => {
  const app = await openApp(t, { handler: () => assert.fail('called') });
  const answer = await sendRaw(app.port, rawRequest('GET', '/', ['Via: 1.1 gate']));
  assert.deepEqual([answer.status, answer.body.toString()], [502, 'loop-detected']);
});

test('a caller that leaves ends the request of the proxy at once', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
  });
  t.after(() => upstream.close());
  const app = await openApp(t, { handler: createProxyMiddleware({ target: upstream.url }) });
  const socket = net.connect(app.port, '127.0.0.1', () => socket.write(callersRequest));
  while (upstream.connections[0] === undefined) await sleep(5);
  await sleep(50);
  const left = performance.now();
  socket.destroy();
  await upstream.connections[0].closed;
  assert.ok(performance.now() - left < promptMs);
});

test('a caller that leaves is told to a handler that still reads the request', async (t) => {
  const handed = Promise.withResolvers<IncomingMessage>();
  const app = await openApp(t, { handler: (req) => handed.resolve(req) });
  const socket = net.connect(app.port, '127.0.0.1', () => socket.write(callersRequest));
  const request = await handed.promise;
  const told = new Promise((resolve) => request.on('close', () => resolve('told')));
  socket.destroy();
  assert.equal(await told, 'told');
});

test('answers of the proxy keep the fields that other middleware has set', async (t) => {
  const upstream = await echoUpstream((_request, response) => void response.setHeader('X-Up', '1').end('ok'));
  t.after(() => upstream.close());
  const proxy = createProxyMiddleware({ target: upstream.url });
  const app = await openApp(t, {
    handler: (req, res, next) => {
      res.setHeader('Access-Control-Allow-Origin', '*');
      return proxy(req, res, next);
    },
  });
  const answer = await sendRaw(app.port, callersRequest);
  assert.deepEqual(fieldValues(answer, 'access-control-allow-origin'), ['*']);
  assert.deepEqual(fieldValues(answer, 'x-up'), ['1']);
});
