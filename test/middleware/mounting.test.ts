import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { keepRawBody, paramap } from '../../src/index.ts';
import { type AppParts, expressApp } from '../support/express-app.ts';
import { problemOf } from '../support/problem-body.ts';
import { sendRaw } from '../support/raw-client.ts';
import { usersContract } from '../support/users-gateway.ts';

const post = (url: string, body: string, type = 'application/json'): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': type } });

const takeOldAway: express.RequestHandler = (req, _res, next) => {
  req.url = req.url.replace('/old', '');
  next();
};
const mounts: readonly [where: string, mount: AppParts['mount'], prefix: string][] = [
  ['at the root', (app, api) => app.use(api), ''],
  ['under a path', (app, api) => app.use('/api', api), '/api'],
  ['under a path in another case', (app, api) => app.use('/API', api), '/api'],
  ['under two paths', (app, api) => app.use('/a', express.Router().use('/b', api)), '/a/b'],
  ['in a sub-app', (app, api) => app.use('/sub', express().use(api)), '/sub'],
  ['under a path with a parameter', (app, api) => app.use('/:tenant/api', api), '/blue/api'],
  ['behind a router that rewrites the URL', (app, api) => app.use(takeOldAway, api), '/old'],
];
for (const [where, mount, prefix] of mounts) {
  test(`middleware: works ${where}`, async (t) => {
    const { url, upstream } = await expressApp(t, { mount });
    const answer = await fetch(`${url}${prefix}/users?name=ada`);
    assert.equal(answer.status, 200);
    assert.equal(upstream.last().rawUrl, '/v1/people?n=ada');
    assert.equal((await fetch(`${url}${prefix}/users?nam=ada`)).status, 400);
  });
}

test('middleware: routes and methods that no contract knows go on to the app', async (t) => {
  const { url, upstream, problems } = await expressApp(t, {
    mount: (app, api) =>
      app.use('/api', api).use((req, res) => void res.status(299).send(`${req.method} ${req.originalUrl}`)),
  });
  for (const [method, path] of [
    ['GET', '/api/other'],
    ['GET', '/api/users/'],
    ['GET', '/api/Users'],
    ['DELETE', '/api/users'],
    ['OPTIONS', '/api/users'],
    ['GET', '/elsewhere?userName=1'],
  ] as const) {
    const answer = await fetch(url + path, { method });
    assert.equal(answer.status, 299);
    assert.equal(await answer.text(), `${method} ${path}`);
  }
  assert.equal(upstream.requests.length, 0);
  assert.equal(problems.length, 0);
});

test('middleware: the body of a request that is not ours is left for the app', async (t) => {
  const { url } = await expressApp(t, {
    mount: (app, api) => app.use(api, express.json(), (req, res) => void res.json({ got: req.body })),
  });
  const answer = await post(`${url}/other`, '{"a":1}');
  assert.deepEqual(await answer.json(), { got: { a: 1 } });
});

const parsers: readonly [what: string, parsers: express.RequestHandler[]][] = [
  ['nothing', []],
  ['express.json() that keeps the bytes', [express.json({ verify: keepRawBody })]],
  ['express.json()', [express.json()]],
  ['express.urlencoded()', [express.urlencoded()]],
  ['express.raw()', [express.raw({ type: '*/*' })]],
  ['express.text()', [express.text({ type: '*/*' })]],
  ['all of them', [express.json(), express.urlencoded(), express.raw(), express.text()]],
];
for (const [what, before] of parsers) {
  test(`middleware: a body is validated and forwarded behind ${what}`, async (t) => {
    const { url, upstream } = await expressApp(t, { mount: (app, api) => app.use(...before, nothing, api) });
    assert.equal((await post(`${url}/users`, '{"name":"ada"}')).status, 200);
    assert.equal(upstream.last().body.toString(), '{"name":"ada"}');
    const refused = await post(`${url}/users`, '{"nam":"ada"}');
    assert.equal(refused.status, 400);
    assert.equal((await problemOf(refused)).errors[0]?.suggestion, 'name');
    assert.equal((await post(`${url}/users`, 'a=1', 'application/x-www-form-urlencoded')).status, 415);
  });

  test(`middleware: a compressed body is validated and forwarded behind ${what}`, async (t) => {
    const { url, upstream } = await expressApp(t, { mount: (app, api) => app.use(...before, nothing, api) });
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const answer = await fetch(`${url}/users`, { method: 'POST', body: gzipSync('{"name":"ada"}'), headers });
    assert.equal(answer.status, 200);
    assert.equal(upstream.last().body.toString(), '{"name":"ada"}');
    assert.equal(upstream.last().headers['content-encoding'], undefined);
  });
}

const nothing: express.RequestHandler = (_req, _res, next) => next();

test('middleware: a body that came parsed, without its bytes, is warned of once', async (t) => {
  const warnings: string[] = [];
  const { url } = await expressApp(t, {
    options: { onWarning: ({ rule }) => void warnings.push(rule) },
    mount: (app, api) => app.use(express.json(), api),
  });
  await post(`${url}/users`, '{"name":"ada"}');
  await post(`${url}/users`, '{"name":"ada"}');
  assert.deepEqual(warnings, ['parsed-body']);
});

test('middleware: a parser mounted after it does not matter', async (t) => {
  const { url } = await expressApp(t, { mount: (app, api) => app.use(api, express.json()) });
  assert.equal((await post(`${url}/users`, '{"name":"ada"}')).status, 200);
});

test('middleware: a consumed body is answered with 500 and a cause for the log, and never hangs', async (t) => {
  const { url, upstream, problems } = await expressApp(t, {
    mount: (app, api) => app.use((req, _res, next) => void req.resume().on('end', () => next()), api),
  });
  const answer = await post(`${url}/users`, '{"name":"ada"}');
  assert.equal(answer.status, 500);
  assert.equal((await problemOf(answer)).code, 'contract-broken');
  assert.match(String(problems[0]?.cause), /keepRawBody/);
  assert.equal(upstream.requests.length, 0);
});

test('middleware: several instances in one app keep to themselves', async (t) => {
  const { url, upstream } = await expressApp(t, {
    mount: (app, api) => {
      const upstreams = { users: { targets: ['http://127.0.0.1:1'] } };
      const contracts = {
        ...usersContract,
        operations: { ping: { route: 'GET /ping', upstream: { route: 'GET /p' } } },
      };
      const other = paramap({ contracts, upstreams, name: 'other', onProblem: () => {}, onWarning: () => {} });
      t.after(() => other.close());
      app.use(other, api);
    },
  });
  assert.equal((await fetch(`${url}/users`)).status, 200);
  const unreachable = await fetch(`${url}/ping`);
  assert.equal(unreachable.status, 502);
  assert.match(unreachable.headers.get('proxy-status') ?? '', /^other;/);
  assert.equal(upstream.requests.length, 1);
});

test('middleware: HEAD is served by the GET operation', async (t) => {
  const { url, upstream } = await expressApp(t, { mount: (app, api) => app.use(api) });
  const answer = await fetch(`${url}/users?name=x`, { method: 'HEAD' });
  assert.equal(answer.status, 200);
  assert.equal(upstream.last().method, 'HEAD');
  const refused = await fetch(`${url}/users?nam=x`, { method: 'HEAD' });
  assert.equal(refused.status, 400);
  assert.ok(Number(refused.headers.get('content-length')) > 100);
});

test('middleware: an absolute target is matched by its path, below a mount, too', async (t) => {
  const { port, upstream } = await expressApp(t, { mount: (app, api) => app.use('/api', api) });
  const answer = await sendRaw(port, 'GET http://evil.example/api/users?name=x HTTP/1.1\r\nHost: a\r\n\r\n');
  assert.equal(answer.status, 200);
  assert.equal(upstream.last().rawUrl, '/v1/people?n=x');
});

test('middleware: an URL over the limit is answered with 414, and one that is not ours goes on', async (t) => {
  const { url } = await expressApp(t, {
    options: { limits: { urlBytes: 30 } },
    mount: (app, api) => app.use(api, (_req, res) => void res.status(299).end()),
  });
  assert.equal((await fetch(`${url}/users?name=${'x'.repeat(30)}`)).status, 414);
  assert.equal((await fetch(`${url}/other?name=${'x'.repeat(30)}`)).status, 299);
});

test('middleware: more header fields than the limit are answered with 431', async (t) => {
  const { port } = await expressApp(t, { mount: (app, api) => app.use(api) });
  const answer = await sendRaw(port, `GET /users HTTP/1.1\r\nHost: a\r\n${'A: 1\r\n'.repeat(250)}\r\n`);
  assert.equal(answer.status, 431);
});

test('middleware: after close() requests are answered with 503', async (t) => {
  const { url } = await expressApp(t, {
    mount: (app, api) => app.use('/close', (_req, res) => void api.close().then(() => res.end())).use(api),
  });
  assert.equal((await fetch(`${url}/users`)).status, 200);
  await fetch(`${url}/close`);
  const answer = await fetch(`${url}/users`);
  assert.equal(answer.status, 503);
  assert.equal((await problemOf(answer)).code, 'upstream-unavailable');
});

test('middleware: X-Forwarded-For follows the app’s own `trust proxy`', async (t) => {
  const send = { headers: { 'x-forwarded-for': '192.0.2.7' } };
  const plain = await expressApp(t, { mount: (app, api) => app.use(api) });
  await fetch(`${plain.url}/users`, send);
  assert.deepEqual(plain.upstream.last().headers['x-forwarded-for'], ['127.0.0.1']);
  const trusting = await expressApp(t, { mount: (app, api) => app.set('trust proxy', 'loopback').use(api) });
  await fetch(`${trusting.url}/users`, send);
  assert.deepEqual(trusting.upstream.last().headers['x-forwarded-for'], ['192.0.2.7, 127.0.0.1']);
});
