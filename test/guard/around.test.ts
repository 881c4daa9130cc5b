import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import express from 'express';
import { type CallerRequest, paramap, ProblemError } from '../../src/index.ts';
import { listen } from '../support/listen.ts';

const contract = {
  title: 'Users',
  upstream: { name: 'users', headers: { 'X-User': { from: 'credential:sub' } } },
  securitySchemes: { partner: { type: 'apiKey', in: 'query', name: 'key' } },
  security: [{ partner: [] }],
  rateLimits: { calls: { quota: 2, windowMs: 3_600_000 } },
  operations: { findUsers: { route: 'GET /users', query: { properties: { age: { type: 'integer' } } } } },
};

const credentials = { partner: { verify: 'keys', keys: [{ name: 'acme', secret: 'PARAMAP_TEST_AROUND' }] } } as const;
process.env['PARAMAP_TEST_AROUND'] = 'abc-123';

test('with `rewrite` the handlers that follow see the claims, and not the credential', async (t) => {
  const api = paramap({ contracts: contract, upstreams: {}, credentials });
  const app = express()
    .use(api.rewrite)
    .get('/users', (req: CallerRequest, res) => {
      const user = req.headers['x-user'];
      res.end(JSON.stringify({ url: req.url, user, credential: req.paramap?.values.credential }));
    });
  const { url, close } = await listen(http.createServer(app));
  t.after(close);
  const answer = await fetch(`${url}/users?key=abc-123&age=7`);
  assert.deepEqual(JSON.parse(await answer.text()), {
    url: '/users?age=7',
    user: 'acme',
    credential: { sub: 'acme', scope: '' },
  });
  assert.equal((await fetch(`${url}/users?age=7`)).status, 401);
});

test('with `problems: next` the error handler has the fields that the answer needs', async (t) => {
  const api = paramap({ contracts: contract, upstreams: {}, credentials, problems: 'next' });
  const app = express().use(api);
  app.use((error: unknown, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
    assert.ok(error instanceof ProblemError);
    res.status(error.status).set(error.headers).end(error.code);
  });
  const { url, close } = await listen(http.createServer(app));
  t.after(close);
  const answer = await fetch(`${url}/users`);
  assert.equal(await answer.text(), 'credential-missing');
  assert.equal(answer.headers.get('www-authenticate'), 'ApiKey realm="paramap", in="query", name="key"');
  assert.equal(answer.headers.get('ratelimit-policy'), '"calls";q=2;w=3600');
});

test('what was spent is not given back by a reload', async (t) => {
  const api = paramap({ contracts: contract, upstreams: {}, credentials });
  const app = express()
    .use(api.rewrite)
    .use((_, res) => void res.end('ok'));
  const { url, close } = await listen(http.createServer(app));
  t.after(close);
  t.after(() => api.close());
  const call = async () => (await fetch(`${url}/users?key=abc-123`)).status;
  assert.deepEqual([await call(), await call(), await call()], [200, 200, 429]);
  assert.equal((await api.reload()).reloaded, true);
  assert.equal(await call(), 429);
});
