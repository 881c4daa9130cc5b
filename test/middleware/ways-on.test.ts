import assert from 'node:assert/strict';
import { test } from 'node:test';
import express from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { ContractError, keepRawBody, paramap } from '../../src/index.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { expressApp } from '../support/express-app.ts';
import { sendRaw } from '../support/raw-client.ts';
import { problemOf } from '../support/problem-body.ts';
import { usersContract } from '../support/users-gateway.ts';

const json = { 'content-type': 'application/json' };

test('forward: the app’s own proxy sends the mapped request, body included', async (t) => {
  const backend = await echoUpstream();
  t.after(() => backend.close());
  for (const before of [[], [express.json({ verify: keepRawBody })]]) {
    const { url, upstream } = await expressApp(t, {
      options: { upstreams: {}, forward: createProxyMiddleware({ target: backend.url }) },
      mount: (app, api) => app.use('/api', ...before, (_req, _res, next) => next(), api),
    });
    const answer = await fetch(`${url}/api/users?dry=true`, { method: 'POST', headers: json, body: '{"name":"ada"}' });
    assert.equal(answer.status, 200);
    assert.equal(backend.last().rawUrl, '/v1/people?dry=true');
    assert.equal(backend.last().body.toString(), '{"name":"ada"}');
    assert.equal((await fetch(`${url}/api/users?nam=x`)).status, 400);
    assert.equal(upstream.requests.length, 0);
  }
});

test('forward: what the handler hands to next() goes on in the app', async (t) => {
  const { url } = await expressApp(t, {
    options: { forward: (_req, _res, next) => next() },
    mount: (app, api) => app.use(api, (_req, res) => void res.status(299).end()),
  });
  assert.equal((await fetch(`${url}/users`)).status, 299);
});

test('forward: timeouts of a contract, which nobody would hold then, are a finding', () => {
  const contracts = structuredClone<object>({
    ...usersContract,
    upstream: { name: 'users', timeouts: { totalMs: 5 } },
  });
  assert.throws(
    () => paramap({ contracts, forward: () => {}, onWarning: () => {} }),
    (error: unknown) =>
      error instanceof ContractError && error.findings.some(({ rule }) => rule === 'forward-timeouts'),
  );
});

for (const upstream of [
  { retry: { max: 2 } },
  { idempotencyKey: 'Idempotency-Key' },
  { deadlineHeader: { name: 'X-Timeout-Ms', unit: 'ms' } },
]) {
  test(`forward: ${Object.keys(upstream).join()} of a contract, which nobody would hold then, is a finding`, () => {
    const contracts = structuredClone<object>({ ...usersContract, upstream: { name: 'users', ...upstream } });
    assert.throws(
      () => paramap({ contracts, forward: () => {}, onWarning: () => {} }),
      (error: unknown) =>
        error instanceof ContractError && error.findings.some(({ rule }) => rule === 'forward-attempts'),
    );
  });
}

test('forward: answers that are to be mapped or enforced, which paramap never sees then, are a finding', () => {
  const { findUsers, addUser } = usersContract.operations;
  const responding = (responses: object, more: object = {}) => ({
    ...usersContract,
    operations: { findUsers: { ...findUsers, ...more, responses }, addUser },
  });
  const answered = (member: object, more: object = {}) =>
    responding({ 200: { content: { 'application/json': { properties: { member } } } } }, more);
  const streaming = (stream: object) => responding({ 200: { content: { 'text/event-stream': stream } } });
  const rows: [contracts: object, rules: string[]][] = [
    [answered({ type: 'string', 'x-upstream': 'n' }), ['forward-responses']],
    [answered({ type: 'string' }, { responseValidation: 'enforce' }), ['forward-responses']],
    [answered({ type: 'string' }), []],
    [responding({ 404: { upstream: { status: '200', when: { required: ['error'] } } } }), ['forward-responses']],
    [streaming({ 'x-events': { a: { 'x-upstream': 'b' } } }), ['forward-responses']],
    [streaming({ 'x-events': { a: { type: 'object' } } }), []],
  ];
  for (const [contracts, rules] of rows) {
    let found: string[] = [];
    try {
      paramap({ contracts, forward: () => {}, onWarning: () => {} });
    } catch (error) {
      found = error instanceof ContractError ? error.findings.map(({ rule }) => rule) : [String(error)];
    }
    assert.deepEqual(found, rules);
  }
});

test('passthrough: undeclared routes below the prefix are proxied as they are, all others go on', async (t) => {
  const { url, upstream } = await expressApp(t, {
    options: { passthrough: { '/legacy': { upstream: 'users' } } },
    mount: (app, api) => app.use('/api', api, (_req, res) => void res.status(299).end()),
  });
  const answer = await fetch(`${url}/api/legacy/a%20b?x=%7e&y`, {
    method: 'POST',
    body: 'any',
    headers: { 'x-a': '1' },
  });
  assert.equal(answer.status, 200);
  assert.equal(upstream.last().rawUrl, '/legacy/a%20b?x=%7e&y');
  assert.equal(upstream.last().body.toString(), 'any');
  assert.equal((await fetch(`${url}/api/legacybutnot`)).status, 299);
  assert.equal((await fetch(`${url}/api/users?nam=x`)).status, 400);
});

test('passthrough: a body that another parser took goes on where its bytes are left, and is a 500 where they are not', async (t) => {
  const options = { passthrough: { '/legacy': { upstream: 'users' } } };
  const post = { method: 'POST', headers: json, body: '{"a": 1.0}' };
  const kept = await expressApp(t, {
    options,
    mount: (app, api) => app.use(express.json({ verify: keepRawBody }), api),
  });
  assert.equal((await fetch(`${kept.url}/legacy`, post)).status, 200);
  assert.equal(kept.upstream.last().body.toString(), '{"a": 1.0}');
  const lost = await expressApp(t, { options, mount: (app, api) => app.use(express.json(), api) });
  assert.equal((await fetch(`${lost.url}/legacy`, post)).status, 500);
  assert.match(String(lost.problems[0]?.cause), /keepRawBody/);
});

test('passthrough: a path that another program might read differently is refused', async (t) => {
  const { url, upstream } = await expressApp(t, {
    options: { passthrough: { '/legacy': { upstream: 'users' } } },
    mount: (app, api) => app.use(api),
  });
  const answer = await fetch(`${url}/legacy/a%2fb`);
  assert.equal(answer.status, 400);
  assert.equal((await problemOf(answer)).code, 'malformed-request');
  assert.equal(upstream.requests.length, 0);
});

test('start: an upstream that is not configured is a finding with the nearest name', () => {
  const start = (options: object) => () => paramap({ contracts: usersContract, onWarning: () => {}, ...options });
  assert.throws(start({ upstreams: { user: { targets: ['http://a'] } } }), (error: unknown) => {
    assert.ok(error instanceof ContractError);
    const named = error.findings.filter(({ rule }) => rule === 'unknown-upstream');
    assert.equal(named[0]?.file, 'contracts[0]');
    assert.match(named[0]?.cure ?? '', /did you mean `user`\?/);
    return true;
  });
  assert.throws(start({}), ContractError);
  start({ upstreams: {} })();
  start({ forward: () => {} })();
});

for (const path of ['/users', '/legacy/a']) {
  test(`middleware: content of ${path} in a transfer coding that nobody takes off is refused with 501`, async (t) => {
    const { port, upstream } = await expressApp(t, {
      options: { passthrough: { '/legacy': { upstream: 'users' } } },
      mount: (app, api) => app.use(api),
    });
    const fields = 'Host: a\r\nContent-Type: application/json\r\nTransfer-Encoding: gzip, chunked\r\n';
    const answer = await sendRaw(port, `POST ${path} HTTP/1.1\r\n${fields}\r\n2\r\n{}\r\n0\r\n\r\n`);
    assert.equal(answer.status, 501);
    assert.equal(upstream.requests.length, 0);
  });
}
