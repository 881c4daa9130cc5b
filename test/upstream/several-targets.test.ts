import assert from 'node:assert/strict';
import http from 'node:http';
import { type TestContext, test } from 'node:test';
import type { PoolOptions } from '../../src/upstream/target/target-options.ts';
import { createUpstream, type Upstream } from '../../src/upstream/upstream.ts';
import { realTools } from '../../src/upstream/upstream-tools.ts';
import { listen } from '../support/listen.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { openFront, rawRequest, testTimeouts } from './front.ts';
import { openPassFront } from './pass-front.ts';
import { poolOf } from './pool-options.ts';

/** A server that says its name, until it is told to fail. */
async function openTarget(t: TestContext, name: string) {
  const state = { status: 200, health: 200, body: '{"status":"ok"}', served: 0, probes: 0 };
  const server = http.createServer((request, response) => {
    const isProbe = request.url === '/health';
    state[isProbe ? 'probes' : 'served'] += 1;
    response.writeHead(isProbe ? state.health : state.status, { 'X-Target': name });
    response.end(isProbe ? state.body : name);
  });
  const { port, close } = await listen(server);
  t.after(close);
  return { state, url: `http://127.0.0.1:${port}`, port };
}

const settings = { timeouts: testTimeouts, tls: undefined, headerBytes: 32_768, pseudonym: 'gate' };
const health = {
  path: '/health',
  everyMs: 100,
  timeoutMs: 500,
  unhealthyAfter: 2,
  healthyAfter: 1,
  statuses: ['2XX'],
  body: undefined,
};

async function frontOf(t: TestContext, pool: PoolOptions) {
  const front = await openFront('http://127.0.0.1:9', { options: pool });
  t.after(() => front.close());
  const get = () => sendRaw(front.port, rawRequest('GET', '/x'));
  return { front, get };
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 2500;
  while (!holds()) {
    assert.ok(performance.now() < end, 'it never came about');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const usable = (upstream: Upstream): boolean[] => upstream.snapshot().targets.map((target) => target.usable);

test('requests are spread over the targets by their weights', async (t) => {
  const [one, two] = [await openTarget(t, 'one'), await openTarget(t, 'two')];
  const pool = { ...poolOf(one.url, two.url), balance: 'round-robin' as const };
  const weights = pool.targets.map((target, index) => ({ ...target, weight: index + 1 }));
  const { get } = await frontOf(t, { ...pool, targets: weights });
  for (let times = 0; times < 9; times += 1) await get();
  assert.deepEqual([one.state.served, two.state.served], [3, 6]);
});

test('a target that answers 503 is left out after failures in a row, and told of by its public name alone', async (t) => {
  const [bad, good] = [await openTarget(t, 'bad'), await openTarget(t, 'good')];
  bad.state.status = 503;
  const ejection = { consecutiveFailures: 2, ejectMs: 60_000, maxEjectMs: 60_000, mostShare: 0.5 };
  const { front, get } = await frontOf(t, { ...poolOf(bad.url, good.url), balance: 'round-robin', ejection });
  for (let times = 0; times < 10; times += 1) await get();
  assert.deepEqual([bad.state.served, good.state.served], [2, 8]);
  const { targets } = front.upstream.snapshot();
  assert.deepEqual(
    targets.map(({ name, usable: isUsable, pending }) => [name, isUsable, pending]),
    [
      ['test#1', false, 0],
      ['test#2', true, 0],
    ],
  );
  assert.ok(Date.parse(targets[0]?.ejectedUntil ?? '') > Date.now() + 50_000);
  assert.doesNotMatch(JSON.stringify(front.upstream.snapshot()), /127\.0\.0\.1/);
});

test('a target that is not well gets no request, and gets them again when it is', async (t) => {
  const [one, two] = [await openTarget(t, 'one'), await openTarget(t, 'two')];
  one.state.health = 500;
  const { front, get } = await frontOf(t, { ...poolOf(one.url, two.url), balance: 'round-robin', health });
  await until(() => usable(front.upstream)[0] === false);
  for (let times = 0; times < 5; times += 1) await get();
  assert.deepEqual([one.state.served, two.state.served], [0, 5]);
  one.state.health = 204;
  await until(() => usable(front.upstream)[0] === true);
  for (let times = 0; times < 4; times += 1) await get();
  assert.equal(one.state.served, 2);
});

test('a probe asks for the body that its schema describes', async (t) => {
  const target = await openTarget(t, 'one');
  target.state.body = '{"status":"starting"}';
  const body = { required: ['status'], properties: { status: { const: 'ok' } } };
  const { front } = await frontOf(t, { ...poolOf(target.url), health: { ...health, body } });
  await until(() => usable(front.upstream)[0] === false);
  target.state.body = '{"status":"ok"}';
  await until(() => usable(front.upstream)[0] === true);
});

test('when nothing is well callers get 503 at once, with the time after which to come again', async (t) => {
  const target = await openTarget(t, 'one');
  target.state.health = 500;
  const { front, get } = await frontOf(t, { ...poolOf(target.url), health: { ...health, everyMs: 3000 } });
  await until(() => usable(front.upstream)[0] === false);
  const begin = performance.now();
  const answer = await get();
  assert.ok(performance.now() - begin < 250);
  assert.equal(answer.status, 503);
  assert.equal(front.problems[0]?.code, 'upstream-unavailable');
  assert.equal(front.problems[0]?.proxyError, 'destination_unavailable');
  assert.ok(['3', '4'].includes(fieldValues(answer, 'retry-after')[0] ?? ''), fieldValues(answer, 'retry-after')[0]);
  assert.equal(target.state.served, 0);
});

test('probes end with the close of the upstream, and without `health` there are none', async (t) => {
  const [probed, left] = [await openTarget(t, 'probed'), await openTarget(t, 'left')];
  const asking = createUpstream('asking', { ...poolOf(probed.url), ...settings, health });
  const silent = createUpstream('silent', { ...poolOf(left.url), ...settings });
  await until(() => probed.state.probes > 1);
  await Promise.all([asking.close(0), silent.close(0)]);
  const { probes } = probed.state;
  await new Promise((resolve) => setTimeout(resolve, 250));
  assert.deepEqual([probed.state.probes, left.state.probes], [probes, 0]);
});

test('where a name leads to several addresses, each is tried until one answers', async (t) => {
  const target = await openTarget(t, 'one');
  const resolve = async () => ['127.0.0.2', '127.0.0.3', '127.0.0.1'].map((address) => ({ address, family: 4 }));
  const answer = await oneAnswer(t, target.port, { resolve });
  assert.equal(answer.status, 200);
});

test('a name that leads to a denied address is not connected to, although it led elsewhere before', async (t) => {
  const target = await openTarget(t, 'one');
  let asked = 0;
  const resolve = async () => {
    asked += 1;
    return [{ address: asked === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }];
  };
  const denyAddresses = ['127.0.0.0/8'];
  const timeouts = { connectMs: 100 };
  const first = await oneAnswer(t, target.port, { resolve, denyAddresses, timeouts, times: 2 });
  assert.deepEqual([asked, first.status, first.problem], [2, 502, 'destination_ip_prohibited']);
  assert.equal(target.state.served, 0);
});

test('connections to an address that the name has left are given up, although they are busy', async (t) => {
  const [before, after] = [http.createServer(), http.createServer()];
  const served: string[] = [];
  before.on('request', (_request, response) => void response.end(void served.push('before')));
  after.on('request', (_request, response) => void response.end(void served.push('after')));
  const old = await listen(before);
  await new Promise<void>((resolve) => after.listen(old.port, '127.0.0.2', resolve));
  let address = '127.0.0.1';
  const tools = { ...realTools, resolve: async () => [{ address, family: 4 }] };
  const pool = { ...poolOf(`http://users.example:${old.port}`), dns: { refreshMs: 100, negativeMs: 0 } };
  const front = await openFront('http://127.0.0.1:9', { options: pool, tools });
  t.after(async () => {
    await front.close();
    await old.close();
    after.closeAllConnections();
    after.close();
  });
  await until(() => {
    void sendRaw(front.port, rawRequest('GET', '/x'));
    if (served.length > 2) address = '127.0.0.2';
    return served.includes('after');
  });
  assert.deepEqual(front.problems, []);
});

/** What the last of some requests came to, over a name that the test resolves. */
async function oneAnswer(
  t: TestContext,
  port: number,
  given: {
    resolve: () => Promise<{ address: string; family: number }[]>;
    denyAddresses?: string[];
    timeouts?: { connectMs: number };
    times?: number;
  },
) {
  const { resolve, denyAddresses = [], timeouts = {}, times = 1 } = given;
  const pool = { ...poolOf(`http://users.example:${port}`), denyAddresses, dns: { refreshMs: 100, negativeMs: 0 } };
  const front = await openFront('http://127.0.0.1:9', { options: pool, timeouts, tools: { ...realTools, resolve } });
  t.after(() => front.close());
  for (let time = 1; time < times; time += 1) await sendRaw(front.port, rawRequest('GET', '/x'));
  const { status } = await sendRaw(front.port, rawRequest('GET', '/x'));
  return { status, problem: front.problems.at(-1)?.proxyError };
}

test('what is passed through is spread over the same targets, and counts for them', async (t) => {
  const [bad, good] = [await openTarget(t, 'bad'), await openTarget(t, 'good')];
  bad.state.status = 503;
  const ejection = { consecutiveFailures: 2, ejectMs: 60_000, maxEjectMs: 60_000, mostShare: 0.5 };
  const pool = { ...poolOf(bad.url, good.url), balance: 'round-robin' as const, ejection };
  const front = await openPassFront('http://127.0.0.1:9', { options: pool });
  t.after(() => front.close());
  const statuses = [];
  for (let times = 0; times < 8; times += 1) statuses.push((await sendRaw(front.port, rawRequest('GET', '/x'))).status);
  assert.deepEqual([statuses.filter((status) => status === 503).length, good.state.served], [2, 6]);
});
