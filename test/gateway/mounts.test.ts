import assert from 'node:assert/strict';
import http from 'node:http';
import { type TestContext, test } from 'node:test';
import express from 'express';
import { ContractError, createGateway, type GatewayOptions, paramap } from '../../src/index.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';

const users = (upstreamName: string, more: object = {}) => ({
  title: 'Users',
  upstream: { name: 'users' },
  operations: {
    findUsers: {
      route: 'GET /users',
      upstream: { route: 'GET /u' },
      query: { properties: { userName: { type: 'string', 'x-upstream': upstreamName } } },
      ...more,
    },
  },
});
const v1 = users('old', { deprecated: { since: '2026-01-01' } });
const v2 = users('new');

async function start(t: TestContext, options: Partial<GatewayOptions>) {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const gateway = createGateway({
    mounts: { '/v1': { contracts: v1 }, '/v2': { contracts: v2 } },
    upstreams: { users: { targets: [upstream.url] } },
    listen: { port: 0 },
    ...options,
  });
  const { url } = await gateway.listen();
  t.after(() => gateway.close());
  return { url, gateway, upstream };
}

test('two versions of a contract are served side by side', async (t) => {
  const { url, gateway, upstream } = await start(t, {});
  const [first, second] = [await fetch(`${url}/v1/users?userName=a`), await fetch(`${url}/v2/users?userName=a`)];
  assert.deepEqual(
    upstream.requests.map(({ rawUrl }) => rawUrl),
    ['/u?old=a', '/u?new=a'],
  );
  assert.deepEqual(
    [first, second].map(({ headers }) => headers.get('deprecation')),
    ['@1767225600', null],
  );
  assert.deepEqual(
    gateway.deprecatedUse().map(({ operation, count }) => [operation, count]),
    [['findUsers', 1]],
  );
  assert.deepEqual(gateway.deprecatedUse('/v2'), []);
});

test('a prefix ends at a segment, and what none covers is 404 unless there are contracts at the root', async (t) => {
  const { url } = await start(t, {});
  for (const path of ['/users', '/v10/users', '/v1users', '/v1', '/']) {
    assert.equal((await fetch(url + path)).status, 404, path);
  }
  assert.equal((await fetch(`${url}/v1/users`, { method: 'PUT' })).status, 405);
  const { url: rooted, upstream } = await start(t, { contracts: users('root') });
  assert.equal((await fetch(`${rooted}/users?userName=a`)).status, 200);
  assert.equal(upstream.last().rawUrl, '/u?root=a');
});

test('the longest prefix wins', async (t) => {
  const { url, upstream } = await start(t, {
    mounts: { '/api': { contracts: users('a') }, '/api/next': { contracts: users('b') } },
  });
  await fetch(`${url}/api/next/users?userName=x`);
  assert.equal(upstream.last().rawUrl, '/u?b=x');
});

test('a mount has policies, pass-through prefixes and a candidate of its own', async (t) => {
  const { url, gateway, upstream } = await start(t, {
    mounts: {
      '/v1': { contracts: v1, unknown: { query: 'drop' }, passthrough: { '/legacy': { upstream: 'users' } } },
      '/v2': { contracts: v2, candidate: { contracts: users('newer'), sample: 1 } },
    },
  });
  assert.equal((await fetch(`${url}/v1/users?other=1`)).status, 200);
  assert.equal((await fetch(`${url}/v2/users?other=1`)).status, 400);
  assert.equal((await fetch(`${url}/v1/legacy/x`)).status, 200);
  assert.equal(upstream.last().rawUrl, '/legacy/x');
  assert.equal((await fetch(`${url}/v2/legacy/x`)).status, 404);
  assert.deepEqual([gateway.shadow('/v1'), gateway.shadow('/v2')?.compared], [undefined, 1]);
});

test('a fault in a contract of a mount names the mount', () => {
  const options = { upstreams: {}, mounts: { '/v1': { contracts: [] } } };
  assert.throws(
    () => createGateway(options),
    (error) => error instanceof ContractError && error.findings.some(({ file }) => file === 'options (mount /v1)'),
  );
});

test('the middleware is mounted by the app, and says so', async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const upstreams = { users: { targets: [upstream.url] } };
  const [first, second] = [v1, v2].map((contracts) => paramap({ contracts, upstreams }));
  assert.ok(first && second);
  const { url, close } = await listen(http.createServer(express().use('/v1', first).use('/v2', second)));
  t.after(close);
  t.after(() => Promise.all([first.close(), second.close()]));
  await fetch(`${url}/v1/users?userName=a`);
  await fetch(`${url}/v2/users?userName=a`);
  assert.deepEqual(
    upstream.requests.map(({ rawUrl }) => rawUrl),
    ['/u?old=a', '/u?new=a'],
  );
  const wrong = { contracts: v1, upstreams, mounts: { '/v1': { contracts: v1 } } };
  assert.throws(() => paramap(wrong), /app\.use\('\/v1', v1\)/);
});

test('requests to a contract that stands below two prefixes count once in insights', async (t) => {
  const mounts = { '/v1': { contracts: v2 }, '/v2': { contracts: v2 } };
  const { url, gateway } = await start(t, { mounts, insights: {} });
  for (const path of ['/v1', '/v2', '/v2']) assert.equal((await fetch(`${url}${path}/users?userName=a`)).status, 200);
  assert.deepEqual(
    gateway.insights()?.operations.map(({ operation, requests }) => [operation, requests]),
    [['findUsers', 3]],
  );
});
