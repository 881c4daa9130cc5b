import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import type express from 'express';
import { listen } from '../../examples/demo/listen.ts';
import { paramap } from '../../src/index.ts';
import { holdsItsPromises } from './app-promises.ts';

holdsItsPromises('the example app on Express 4', { express: 'express4' });

const express4: typeof express = createRequire(import.meta.url)('express4');

it('means Express 4 where it says so', async () => {
  assert.equal((await import('express')).default, express4);
});

const contract = {
  title: 'Users',
  upstream: { name: 'users' },
  operations: {
    find: {
      route: 'GET /users',
      upstream: { route: 'GET /v1/people' },
      query: { properties: { userName: { type: 'string', 'x-upstream': 'name' } } },
    },
  },
};

describe('rewrite on Express 4', () => {
  // Express 4 parses the query once, before any middleware; the README says so.
  it('gives handlers the outgoing URL, and leaves `req.query` as the caller sent it', async (context) => {
    const api = paramap({ contracts: contract, upstreams: {} });
    context.after(() => api.close());
    const app = express4();
    app.use('/api', api.rewrite, (req, res) => {
      res.json({ url: req.url, query: req.query, values: req.paramap?.values.query });
    });
    const server = await listen(createServer(app), 0);
    context.after(() => server.close());
    const response = await fetch(`${server.url}/api/users?userName=ada`);
    assert.deepEqual(await response.json(), {
      url: '/v1/people?name=ada',
      query: { userName: 'ada' },
      values: { userName: 'ada' },
    });
  });
});
