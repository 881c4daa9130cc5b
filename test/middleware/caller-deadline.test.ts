import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { paramap } from '../../src/index.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';

test("a caller's deadline counts from when its request came, not from when its body was there", async (t) => {
  const upstream = await echoUpstream();
  const api = paramap({
    contracts: {
      title: 'Users',
      upstream: { name: 'users', deadlineHeader: { name: 'X-Timeout-Ms', unit: 'ms' } },
      operations: {
        addUser: { route: 'POST /users', body: { content: { 'application/json': { type: 'string' } } } },
      },
    },
    upstreams: { users: { targets: [upstream.url] } },
  });
  const server = await listen(http.createServer((req, res) => api(req, res, () => res.writeHead(404).end())));
  t.after(() => Promise.all([server.close(), api.close(), upstream.close()]));
  const headers = { 'Content-Type': 'application/json', 'Content-Length': '3', 'X-Timeout-Ms': '5000' };
  const request = http.request(`${server.url}/users`, { method: 'POST', headers });
  const answered = new Promise<http.IncomingMessage>((resolve) => request.once('response', resolve));
  request.write('"');
  await sleep(300);
  request.end('a"');
  const { statusCode } = await answered;
  const told = Number(upstream.last().headers['x-timeout-ms']?.[0]);
  assert.equal(statusCode, 200);
  assert.ok(told > 1000 && told <= 4720, `the upstream was told ${told} ms`);
});
