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
  const came = Promise.withResolvers<number>();
  const server = await listen(
    http.createServer((req, res) => {
      void api(req, res, () => res.writeHead(404).end());
      came.resolve(performance.now());
    }),
  );
  t.after(() => Promise.all([server.close(), api.close(), upstream.close()]));
  const headers = { 'Content-Type': 'application/json', 'Content-Length': '3', 'X-Timeout-Ms': '20000' };
  const request = http.request(`${server.url}/users`, { method: 'POST', headers });
  const answered = new Promise<http.IncomingMessage>((resolve) => request.once('response', resolve));
  request.write('"');
  const cameMs = await came.promise;
  await sleep(300);
  // It came before the one moment, and is sent on after the other.
  const waitedMs = performance.now() - cameMs;
  request.end('a"');
  const { statusCode } = await answered;
  const told = Number(upstream.last().headers['x-timeout-ms']?.[0]);
  assert.equal(statusCode, 200);
  assert.ok(told > 0 && told <= 20_000 - waitedMs, `the upstream was told ${told} ms after ${waitedMs} ms`);
});
