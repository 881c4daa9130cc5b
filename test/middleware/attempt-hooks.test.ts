import assert from 'node:assert/strict';
import http from 'node:http';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AttemptOccurrence,
  type ParamapOptions,
  paramap,
  type UpstreamAttempt,
  type UpstreamStateChange,
} from '../../src/index.ts';
import { soundContract } from '../cli/contract-folder.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';

/** Nobody listens there. */
const closedPort = 'http://127.0.0.1:9';

async function mounted(t: TestContext, options: Partial<ParamapOptions>) {
  const api = paramap({ contracts: soundContract, onWarning: () => {}, ...options });
  t.after(() => api.close());
  const server = await listen(http.createServer((req, res) => api(req, res, () => res.writeHead(404).end())));
  t.after(() => server.close());
  return { api, url: server.url };
}

async function openEcho(t: TestContext) {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  return upstream;
}

test('`onAttempt` is told every attempt with its operation, target and cause, and no address', async (t) => {
  const upstream = await openEcho(t);
  const told: (UpstreamAttempt & Pick<AttemptOccurrence, 'operation' | 'requestId'>)[] = [];
  const { url } = await mounted(t, {
    upstreams: { users: { targets: [closedPort, upstream.url], balance: 'round-robin' } },
    passthrough: { '/legacy': { upstream: 'users' } },
    onAttempt: (attempt, { operation, requestId }) =>
      void told.push({ ...attempt, requestId, ...(operation !== undefined && { operation }) }),
  });
  await fetch(`${url}/users?userName=ada`, { headers: { 'X-Request-Id': 'one' } });
  assert.ok(told.every(({ ms }) => ms >= 0));
  assert.deepEqual(
    told.map(({ ms, ...attempt }) => attempt),
    [
      {
        ...{ upstream: 'users', target: 'users#1', number: 1, status: undefined, fault: 'connect' },
        ...{ cause: 'connection_refused', retried: true, operation: 'findUsers', requestId: 'one' },
      },
      {
        ...{ upstream: 'users', target: 'users#2', number: 2, status: 200, fault: undefined },
        ...{ cause: undefined, retried: false, operation: 'findUsers', requestId: 'one' },
      },
    ],
  );
  told.length = 0;
  await fetch(`${url}/legacy/a`);
  assert.deepEqual(
    told.map(({ operation, number }) => [operation, number]),
    [[undefined, 1]],
  );
});

test('what `onAttempt` throws is a warning, and changes nothing', async (t) => {
  const upstream = await openEcho(t);
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
  const { url } = await mounted(t, {
    upstreams: { users: { targets: [upstream.url] } },
    onAttempt: () => {
      throw new Error('no room');
    },
  });
  assert.equal((await fetch(`${url}/users?userName=ada`)).status, 200);
  assert.match((await warned).message, /`onAttempt` threw: Error: no room/);
});

test('`onUpstreamState` is told when a breaker opens, also after a reload that leaves the upstream as it is', async (t) => {
  const first: UpstreamStateChange[] = [];
  const second: UpstreamStateChange[] = [];
  const options: ParamapOptions = {
    contracts: soundContract,
    upstreams: { users: { targets: [closedPort], retry: { max: 0 }, breaker: { consecutiveFailures: 2, openMs: 60 } } },
    onWarning: () => {},
    onUpstreamState: (change) => void first.push(change),
  };
  const { api, url } = await mounted(t, options);
  for (let count = 0; count < 2; count += 1) await fetch(`${url}/users?userName=ada`);
  assert.deepEqual(first, [{ upstream: 'users', target: 'users#1', by: 'breaker', state: 'open' }]);
  await api.reload({ ...options, onUpstreamState: (change) => void second.push(change) });
  await sleep(80);
  await fetch(`${url}/users?userName=ada`);
  assert.deepEqual([first.length, ...second.map(({ state }) => state)], [1, 'half-open', 'open']);
});

test('a reload that moves an upstream moves what is passed through to it, too', async (t) => {
  const [before, after] = [await openEcho(t), await openEcho(t)];
  const to = (target: string): ParamapOptions => ({
    contracts: soundContract,
    upstreams: { users: { targets: [target] } },
    passthrough: { '/legacy': { upstream: 'users' } },
    onWarning: () => {},
  });
  const { api, url } = await mounted(t, to(before.url));
  await fetch(`${url}/legacy/a`);
  await api.reload(to(after.url));
  await fetch(`${url}/legacy/b`);
  assert.deepEqual([before.last().rawUrl, after.last().rawUrl], ['/legacy/a', '/legacy/b']);
});
