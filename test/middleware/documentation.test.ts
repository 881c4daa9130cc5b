import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import express from 'express';
import { paramap } from '../../src/index.ts';
import { listen } from '../support/listen.ts';
import { usersContract, usersGateway } from '../support/users-gateway.ts';
import http from 'node:http';

const documentation = { page: '/docs' };

test('there is no document unless the options ask for one', async (t) => {
  const { url } = await usersGateway(t);
  assert.equal((await fetch(`${url}/openapi.json`)).status, 404);
});

test('the document of the contracts is served with a tag, for GET and HEAD', async (t) => {
  const { url, upstream } = await usersGateway(t, { documentation });
  const answer = await fetch(`${url}/openapi.json`);
  const text = await answer.text();
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'application/json');
  assert.deepEqual(Object.keys(JSON.parse(text).paths), ['/users']);
  const tag = answer.headers.get('etag') ?? '';
  const head = await fetch(`${url}/openapi.json`, { method: 'HEAD' });
  assert.deepEqual(
    [head.status, head.headers.get('etag'), head.headers.get('content-length'), await head.text()],
    [200, tag, String(Buffer.byteLength(text)), ''],
  );
  for (const known of [tag, `"other", W/${tag}`, '*']) {
    const same = await fetch(`${url}/openapi.json?x=1`, { headers: { 'If-None-Match': known } });
    assert.deepEqual([same.status, await same.text()], [304, ''], known);
  }
  assert.equal((await fetch(`${url}/openapi.json`, { headers: { 'If-None-Match': '"other"' } })).status, 200);
  assert.equal((await fetch(`${url}/openapi.json`, { method: 'POST' })).status, 404);
  assert.deepEqual(upstream.requests, []);
});

test('titles, versions, servers and problem types are those of the options', async (t) => {
  const { url } = await usersGateway(t, {
    documentation: { path: '/api/description.json', title: 'People', version: '3', servers: ['https://api.example'] },
    problemTypeBase: 'https://api.example/problems/',
  });
  const text = await (await fetch(`${url}/api/description.json`)).text();
  const { info, servers } = JSON.parse(text);
  assert.deepEqual(
    { info, servers },
    { info: { title: 'People', version: '3' }, servers: [{ url: 'https://api.example' }] },
  );
  assert.match(text, /https:\/\/api\.example\/problems\/invalid-request/);
});

test('each mount of a gateway has its own document, which says where it is', async (t) => {
  const { url } = await usersGateway(t, { mounts: { '/v1': { contracts: usersContract } }, documentation });
  const document = JSON.parse(await (await fetch(`${url}/v1/openapi.json`)).text());
  assert.deepEqual(document.servers, [{ url: '/v1' }]);
  assert.equal((await fetch(`${url}/v1/docs`)).status, 200);
});

test('the middleware serves them below its mount, and the page leads to the document', async (t) => {
  const api = paramap({
    contracts: usersContract,
    upstreams: { users: { targets: ['http://127.0.0.1:9'] } },
    documentation,
  });
  const app = express();
  app.use('/api', api);
  const front = await listen(http.createServer(app));
  t.after(() => Promise.all([front.close(), api.close()]));
  const page = await fetch(`${front.url}/api/docs`);
  const text = await page.text();
  assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-/);
  const [, link = ''] = /<a href="([^"]*)">The OpenAPI document/.exec(text) ?? [];
  assert.equal((await fetch(new URL(link, page.url))).status, 200);
});

test('the problem schema of the document is that of the package', async (t) => {
  const { url } = await usersGateway(t, { documentation });
  const { components } = JSON.parse(await (await fetch(`${url}/openapi.json`)).text());
  const schema = JSON.parse(readFileSync('schemas/problem.schema.json', 'utf8'));
  assert.deepEqual(components.schemas.Problem.required, schema.required);
});

test('an operation of the same path is told to be hidden, and one of a parameter hides nothing', async (t) => {
  const operation = { route: 'GET /openapi.json', upstream: { route: 'GET /x' } };
  const named = { route: 'GET /{name}', path: { properties: { name: { type: 'string' } } } };
  const warnings: string[] = [];
  const contracts = { ...usersContract, operations: { hidden: operation, named } };
  const onWarning = ({ rule, pointer }: { rule: string; pointer: string }) => warnings.push(`${rule} ${pointer}`);
  const upstreams = { users: { targets: ['http://127.0.0.1:9'] } };
  await paramap({ contracts, upstreams, documentation, onWarning }).close();
  assert.deepEqual(
    warnings.filter((warning) => warning.startsWith('route')),
    ['route-hidden /operations/hidden/route'],
  );
  const { url } = await usersGateway(t, { contracts, documentation });
  assert.match(await (await fetch(`${url}/openapi.json`)).text(), /^\{"openapi":"3\.1\.1"/);
});
