import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { paramap } from '../../src/index.ts';
import { listen } from '../support/listen.ts';

/** `retry` of the options, of the contract, and of its operation; and how often a request is sent that gets a 500 each time. */
const rows: Readonly<Record<string, readonly [options: object, contract: object, operation: object, sent: number]>> = {
  'the options alone': [{ max: 2, on: [500] }, {}, {}, 3],
  'the contract over the options, member by member': [{ max: 2, on: [503] }, { on: [500] }, {}, 3],
  'the operation over the contract, member by member': [{ max: 0 }, { max: 3, on: [500] }, { max: 1 }, 2],
  'an operation that is never repeated': [{ max: 2, on: [500] }, {}, { max: 0 }, 1],
  'an operation that names another failure': [{ max: 2, on: [500] }, {}, { on: ['connect'] }, 1],
};

for (const [what, [options, contract, operation, sent]] of Object.entries(rows)) {
  test(`retries are declared by ${what}`, async (t) => {
    let count = 0;
    const upstream = await listen(
      http.createServer((_, response) => {
        count += 1;
        response.writeHead(500).end();
      }),
    );
    const api = paramap({
      contracts: {
        title: 'Users',
        upstream: { name: 'users', retry: contract },
        operations: { findUsers: { route: 'GET /users', upstream: { retry: operation } } },
      },
      upstreams: { users: { targets: [upstream.url], retry: { backoffMs: 1, ...options } } },
      onWarning: () => {},
    });
    const server = await listen(http.createServer((req, res) => api(req, res, () => res.writeHead(404).end())));
    t.after(() => Promise.all([server.close(), api.close(), upstream.close()]));
    assert.equal((await fetch(`${server.url}/users`)).status, 500);
    assert.equal(count, sent);
  });
}
