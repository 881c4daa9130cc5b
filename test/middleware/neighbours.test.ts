import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import compression from 'compression';
import cors from 'cors';
import type { RequestHandler } from 'express';
import session from 'express-session';
import helmet from 'helmet';
import passport, { type Strategy } from 'passport';
import { ContractError, type Finding, paramap } from '../../src/index.ts';
import { expressApp } from '../support/express-app.ts';
import { problemOf } from '../support/problem-body.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { usersContract } from '../support/users-gateway.ts';

test('middleware: the fields of cors and helmet stay on answers and on problems', async (t) => {
  const { url } = await expressApp(t, { mount: (app, api) => app.use(helmet(), cors(), api) });
  for (const path of ['/users', '/users?nam=x']) {
    const answer = await fetch(url + path, { headers: { origin: 'https://app.example' } });
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  }
});

test('middleware: a preflight is answered by cors, before and behind paramap', async (t) => {
  const preflight = {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
  };
  for (const order of ['before', 'behind'] as const) {
    const { url, upstream } = await expressApp(t, {
      mount: (app, api) => (order === 'before' ? app.use(cors(), api) : app.use(api, cors())),
    });
    const answer = await fetch(`${url}/users`, preflight);
    assert.equal(answer.status, 204, order);
    assert.equal(upstream.requests.length, 0);
  }
});

test('middleware: compression sees the bytes of answers and of problems', async (t) => {
  const { port, url, upstream } = await expressApp(t, {
    mount: (app, api) => app.use(compression({ threshold: 0 }), api),
  });
  upstream.reply(
    (_request, response) => void response.setHeader('Content-Type', 'application/json').end('"a long answer"'),
  );
  for (const [path, text] of [
    ['/users', '"a long answer"'],
    ['/users?nam=x', 'did you mean'],
  ] as const) {
    const answer = await sendRaw(port, `GET ${path} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n`);
    assert.deepEqual(fieldValues(answer, 'content-encoding'), ['gzip']);
    assert.deepEqual(fieldValues(answer, 'content-length'), []);
    assert.ok(answer.complete);
    assert.ok(gunzipSync(answer.body).toString().includes(text));
  }
  assert.equal(await (await fetch(`${url}/users`)).text(), '"a long answer"');
});

test('middleware: a 413 comes through compression while the caller goes on sending', async (t) => {
  const { port } = await expressApp(t, { mount: (app, api) => app.use(compression({ threshold: 0 }), api) });
  const head = 'POST /users HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAccept-Encoding: gzip\r\n';
  const answer = await sendRaw(port, `${head}Content-Length: 10737418240\r\n\r\n{`);
  assert.equal(answer.status, 413);
  assert.match(gunzipSync(answer.body).toString(), /body-too-large/);
});

test('middleware: sessions are saved and their cookie set, on answers and on problems', async (t) => {
  const visit: RequestHandler = (req, _res, next) => {
    Object.assign(req.session, { visits: 1 });
    next();
  };
  const sessions = session({ secret: 'x', resave: false, saveUninitialized: false });
  const { url } = await expressApp(t, { mount: (app, api) => app.use(sessions, visit, api) });
  for (const path of ['/users', '/users?nam=x']) {
    const answer = await fetch(url + path);
    assert.match(answer.headers.get('set-cookie') ?? '', /^connect\.sid=/);
  }
});

test('middleware: what passport found out reaches the upstream through `context`', async (t) => {
  const strategy: Strategy = Object.assign(Object.create(passport.Strategy.prototype), {
    name: 'fixed',
    authenticate(this: { success(user: object): void }) {
      this.success({ tenant: 'blue' });
    },
  });
  const { url, upstream } = await expressApp(t, {
    options: {
      contracts: {
        ...usersContract,
        context: { type: 'object', required: ['tenant'], properties: { tenant: { type: 'string' } } },
        upstream: { name: 'users', headers: { 'x-tenant': { from: 'context:tenant' } } },
      },
      context: (req) => ({ tenant: (req.user as { tenant?: string } | undefined)?.tenant }),
    },
    mount: (app, api) => app.use(passport.initialize(), passport.authenticate(strategy, { session: false }), api),
  });
  const answer = await fetch(`${url}/users`, { headers: { 'x-tenant': 'forged' } });
  assert.equal(answer.status, 200);
  assert.deepEqual(upstream.last().headers['x-tenant'], ['blue']);
});

const contexts: readonly [what: string, context: () => object | Promise<object>, cause: RegExp][] = [
  ['throws', () => assert.fail('no tenant'), /no tenant/],
  ['rejects', () => Promise.reject(new Error('no database')), /no database/],
  ['gives what is no JSON', () => ({ tenant: () => 'blue' }), /`context\/tenant` is no JSON value/],
  ['gives what the schema refuses', () => ({ tenant: 7 }), /does not fit the schema/],
  ['gives nothing', () => JSON.parse('null'), /must give a plain object/],
];
for (const [what, context, cause] of contexts) {
  test(`middleware: a context that ${what} is a 500 with a cause, and nothing is forwarded`, async (t) => {
    const { url, upstream, problems } = await expressApp(t, {
      options: {
        contracts: {
          ...usersContract,
          context: { type: 'object', properties: { tenant: { type: 'string' } } },
        },
        context,
      },
      mount: (app, api) => app.use(api),
    });
    const answer = await fetch(`${url}/users`);
    assert.equal(answer.status, 500);
    const body = await answer.text();
    assert.doesNotMatch(body, cause);
    assert.equal(JSON.parse(body).code, 'contract-broken');
    assert.match(String(problems[0]?.cause), cause);
    assert.equal(upstream.requests.length, 0);
  });
}

test('start: a declared context that nobody gives is a finding, an error where the schema requires something of it', () => {
  const upstreams = { users: { targets: ['http://127.0.0.1:1'] } };
  const start = (context: object, onWarning: (finding: Finding) => void = () => {}) =>
    paramap({ contracts: { ...usersContract, context }, upstreams, onWarning });
  assert.throws(
    () => start({ type: 'object', required: ['tenant'], properties: { tenant: { type: 'string' } } }),
    (error: unknown) => error instanceof ContractError && error.findings.some(({ rule }) => rule === 'context-missing'),
  );
  const warnings: string[] = [];
  start({ type: 'object', properties: { tenant: { type: 'string' } } }, ({ rule }) => void warnings.push(rule));
  assert.deepEqual(warnings, ['context-missing']);
});

test('middleware: the problem of a request names its operation', async (t) => {
  const { url } = await expressApp(t, { mount: (app, api) => app.use(api) });
  assert.equal((await problemOf(await fetch(`${url}/users?nam=x`))).operation, 'findUsers');
});
