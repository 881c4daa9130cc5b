import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import cors from 'cors';
import express from 'express';
import { type CorsOptions, createGateway, paramap } from '../../src/index.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';
import { fieldValues, type RawAnswer, sendRaw } from '../support/raw-client.ts';
import { usersContract, usersGateway } from '../support/users-gateway.ts';

const app = 'https://app.example';
const pages: CorsOptions = { origins: [app, 'http://localhost:5173'] };

const guarded = {
  ...usersContract,
  securitySchemes: { account: { type: 'http', scheme: 'bearer', forward: true } },
  operations: {
    ...usersContract.operations,
    changeUser: {
      route: 'PUT /users/{id}',
      upstream: {
        route: 'PUT /v1/people/{id}',
        idempotencyKey: 'Idempotency-Key',
        deadlineHeader: { name: 'X-Deadline', unit: 'ms' },
      },
      path: { properties: { id: { type: 'integer' } } },
      headers: { properties: { 'If-Match': { type: 'string', 'x-alias': 'X-Version' } } },
      body: { content: { 'application/json': { type: 'object', properties: { name: { type: 'string' } } } } },
      security: [{ account: [] }],
    },
  },
};

const request = (line: string, ...fields: string[]): string =>
  `${line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n`;
const preflight = (path: string, method: string, origin = app, ...fields: string[]): string =>
  request(`OPTIONS ${path}`, `Origin: ${origin}`, `Access-Control-Request-Method: ${method}`, ...fields);
const asked = (port: number, text: string): Promise<RawAnswer> => sendRaw(port, text, { untilClose: true });
const one = (answer: RawAnswer, name: string): string | undefined => {
  const values = fieldValues(answer, name);
  assert.ok(values.length < 2, `${name} stands once`);
  return values[0];
};
const names = (answer: RawAnswer, name: string): string[] => (one(answer, name) ?? '').split(', ').sort();

test('a preflight is answered from the contract: methods of the path, fields of the operation, nothing sent on', async (t) => {
  const { port, upstream } = await usersGateway(t, {
    contracts: guarded,
    cors: { ...pages, headers: ['X-App'] },
    credentials: { account: { verify: 'presence' } },
  });
  const answer = await asked(port, preflight('/users/7', 'PUT', app, 'Access-Control-Request-Headers: if-match'));
  assert.equal(answer.status, 204);
  assert.equal(one(answer, 'access-control-allow-origin'), app);
  assert.deepEqual(names(answer, 'access-control-allow-methods'), ['PUT']);
  assert.deepEqual(names(answer, 'access-control-allow-headers'), [
    'Authorization',
    'Content-Type',
    'Idempotency-Key',
    'If-Match',
    'X-App',
    'X-Deadline',
    'X-Request-Id',
    'X-Version',
    'traceparent',
    'tracestate',
  ]);
  assert.equal(one(answer, 'access-control-max-age'), '600');
  assert.equal(one(answer, 'access-control-allow-credentials'), undefined);
  assert.equal(one(answer, 'vary'), 'Origin');
  assert.match(one(answer, 'proxy-status') ?? '', /proxy_internal_response/);
  assert.equal(upstream.requests.length, 0);
});

test('a method that the path does not have is not among those that are allowed', async (t) => {
  const { port } = await usersGateway(t, { cors: pages });
  const answer = await asked(port, preflight('/users', 'DELETE'));
  assert.equal(answer.status, 204);
  assert.deepEqual(names(answer, 'access-control-allow-methods'), ['GET', 'HEAD', 'POST']);
});

test('a preflight for a path that nobody knows gets the 404 that the request would get', async (t) => {
  const { port } = await usersGateway(t, { cors: pages });
  const answer = await asked(port, preflight('/nowhere', 'GET'));
  assert.equal(answer.status, 404);
  assert.equal(one(answer, 'access-control-allow-origin'), app);
});

for (const origin of [
  'https://evil.example',
  'null',
  'https://app.example.evil.example',
  'http://app.example',
  `${app}:8443`,
]) {
  test(`a page of ${origin} is told of another origin, so that its browser hands it nothing`, async (t) => {
    const { port, upstream } = await usersGateway(t, { cors: { ...pages, credentials: true } });
    upstream.reply((_request, response) => {
      response
        .writeHead(200, { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' })
        .end();
    });
    for (const text of [preflight('/users', 'POST', origin), request('GET /users', `Origin: ${origin}`)]) {
      assert.equal(one(await asked(port, text), 'access-control-allow-origin'), app);
    }
  });
}

test('answers and problems say which page may read them, and which fields; what the upstream says of it does not count', async (t) => {
  const { port, upstream } = await usersGateway(t, { cors: { ...pages, exposeHeaders: ['X-Total', 'etag'] } });
  upstream.reply((_request, response) => {
    const own = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': '*', Vary: 'Accept' };
    response.writeHead(200, own).end('[]');
  });
  for (const [line, status] of [
    ['GET /users', 200],
    ['GET /users?nam=x', 400],
    ['PATCH /users', 405],
    ['GET /else', 404],
  ] as const) {
    const answer = await asked(port, request(line, 'Origin: http://localhost:5173'));
    assert.equal(answer.status, status);
    assert.equal(one(answer, 'access-control-allow-origin'), 'http://localhost:5173');
    assert.ok(names(answer, 'access-control-expose-headers').includes('Retry-After'));
    assert.ok(names(answer, 'access-control-expose-headers').includes('X-Total'));
    assert.ok((one(answer, 'vary') ?? '').includes('Origin'));
  }
});

test('an answer to a caller that is no page can be told to another page by a cache without harm', async (t) => {
  const { port } = await usersGateway(t, { cors: pages });
  const answer = await asked(port, request('GET /users'));
  assert.equal(answer.status, 200);
  assert.equal(one(answer, 'access-control-allow-origin'), app);
  assert.match(one(answer, 'vary') ?? '', /Origin/);
});

test('cookies are allowed where `credentials` says so, and every page where `*` does', async (t) => {
  const withCookies = await usersGateway(t, { cors: { ...pages, credentials: true } });
  const answer = await asked(withCookies.port, preflight('/users', 'GET'));
  assert.equal(one(answer, 'access-control-allow-credentials'), 'true');
  const open = await usersGateway(t, { cors: { origins: ['*'], exposeHeaders: ['*'] } });
  const every = await asked(open.port, request('GET /users', 'Origin: https://any.example'));
  assert.equal(one(every, 'access-control-allow-origin'), '*');
  assert.equal(one(every, 'access-control-expose-headers'), '*');
  assert.doesNotMatch(one(every, 'vary') ?? '', /Origin/);
});

test('what is passed through undeclared may have any method and field that a page of an allowed origin asks for', async (t) => {
  const { port, upstream } = await usersGateway(t, { cors: pages, passthrough: { '/old': { upstream: 'users' } } });
  const answer = await asked(port, preflight('/old/x', 'DELETE', app, 'Access-Control-Request-Headers: x-a,x-b'));
  assert.equal(answer.status, 204);
  assert.equal(one(answer, 'access-control-allow-methods'), 'DELETE');
  assert.equal(one(answer, 'access-control-allow-headers'), 'x-a,x-b');
  upstream.reply((_request, response) => {
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end();
  });
  assert.equal(one(await asked(port, request('GET /old/x', `Origin: ${app}`)), 'access-control-allow-origin'), app);
});

test('below a mount a preflight is answered from the contracts of that mount', async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const gateway = createGateway({
    mounts: { '/v1': { contracts: usersContract } },
    upstreams: { users: { targets: [upstream.url] } },
    cors: pages,
    listen: { port: 0 },
  });
  t.after(() => gateway.close());
  const { port } = await gateway.listen();
  assert.deepEqual(names(await asked(port, preflight('/v1/users', 'POST')), 'access-control-allow-methods'), [
    'GET',
    'HEAD',
    'POST',
  ]);
  assert.equal((await asked(port, preflight('/users', 'POST'))).status, 404);
});

test('OPTIONS that asks for no method is no preflight', async (t) => {
  const { port } = await usersGateway(t, { cors: pages });
  const answer = await asked(port, request('OPTIONS /users', `Origin: ${app}`));
  assert.equal(one(answer, 'allow'), 'GET, HEAD, OPTIONS, POST');
  assert.equal(one(answer, 'access-control-allow-methods'), undefined);
});

test('without the option there is no field of ours, and those of the upstream are passed on', async (t) => {
  const { port, upstream } = await usersGateway(t);
  upstream.reply((_request, response) => {
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end();
  });
  assert.equal(one(await asked(port, request('GET /users', `Origin: ${app}`)), 'access-control-allow-origin'), '*');
  assert.equal(one(await asked(port, preflight('/users', 'POST')), 'access-control-allow-origin'), undefined);
});

test("in an Express app the package `cors` decides, and the upstream's fields do not replace its own", async (t) => {
  const upstream = await echoUpstream((_request, response) => {
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end();
  });
  t.after(() => upstream.close());
  const api = paramap({ contracts: usersContract, upstreams: { users: { targets: [upstream.url] } } });
  t.after(() => api.close());
  const server = express();
  server.use(cors({ origin: app }), api);
  const { port, close } = await listen(http.createServer(server));
  t.after(close);
  assert.equal(one(await asked(port, request('GET /users', `Origin: ${app}`)), 'access-control-allow-origin'), app);
  assert.equal((await asked(port, preflight('/users', 'POST'))).status, 204);
});
