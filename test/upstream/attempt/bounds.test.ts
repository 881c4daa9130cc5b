import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EndedAttempt } from '../../../src/upstream/attempt/attempt-policy.ts';
import { realTools } from '../../../src/upstream/upstream-tools.ts';
import { listen } from '../../support/listen.ts';
import { fieldValues, sendRaw } from '../../support/raw-client.ts';
import { scriptedUpstream } from '../../support/scripted-upstream.ts';
import { promptMs, rawRequest } from '../front.ts';
import { answeringUpstream, openAttempts, slowUpstream } from './attempt-front.ts';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

test('what goes over the limit of requests under way is refused with 503 overloaded at once', async (t) => {
  const upstream = await slowUpstream(800);
  const front = await openAttempts([upstream.url], { options: { maxPending: 2 } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const answers = await Promise.all(Array.from({ length: 5 }, () => sendRaw(front.port, rawRequest('GET', '/'))));
  const refused = answers.filter(({ status }) => status === 503);
  assert.deepEqual([answers.length - refused.length, refused.length], [2, 3]);
  // Both numbers are of the same busy moment: a refusal waits for no answer of the upstream.
  const soonest = Math.min(...answers.filter(({ status }) => status === 200).map(({ tookMs }) => tookMs));
  for (const answer of refused) {
    assert.equal(JSON.parse(answer.body.toString()).code, 'overloaded');
    assert.deepEqual(fieldValues(answer, 'retry-after'), ['1']);
    assert.deepEqual(fieldValues(answer, 'proxy-status'), ['gate; error=connection_limit_reached']);
    assert.ok(answer.tookMs < soonest);
  }
  assert.equal((await sendRaw(front.port, rawRequest('GET', '/'))).status, 200, 'each has given its place back');
});

test('a queue lets requests wait in their order, for so long and no longer', async (t) => {
  const upstream = await slowUpstream(100);
  const front = await openAttempts([upstream.url], { options: { maxPending: 1, queue: { max: 2, timeoutMs: 150 } } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const sent = [];
  for (const path of ['/1', '/2', '/3', '/4']) {
    sent.push(sendRaw(front.port, rawRequest('GET', path)));
    await sleep(10);
  }
  const answers = await Promise.all(sent);
  // The second comes to its turn, the third has waited for too long, the fourth finds the queue full.
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 503, 503],
  );
  assert.ok((answers[3]?.tookMs ?? 999) < 90);
});

test('a caller that leaves gives its place in the queue up', async (t) => {
  const upstream = await slowUpstream(250);
  const front = await openAttempts([upstream.url], { options: { maxPending: 1, queue: { max: 1, timeoutMs: 2000 } } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const first = sendRaw(front.port, rawRequest('GET', '/1'));
  await sleep(30);
  await fetch(`http://127.0.0.1:${front.port}/2`, { signal: AbortSignal.timeout(50) }).catch(() => 'left');
  await sleep(30);
  assert.equal((await sendRaw(front.port, rawRequest('GET', '/3'))).status, 200);
  await first;
  assert.equal(
    upstream.connections
      .map((connection) => connection.received())
      .join('')
      .includes('/2'),
    false,
  );
});

test("a caller's deadline shortens the total limit and is told to the upstream, shortened", async (t) => {
  const upstream = await answeringUpstream(() => [200]);
  const silent = await scriptedUpstream(async (connection) => connection.head().then(() => {}));
  const operation = { deadlineHeader: { name: 'X-Timeout-Ms', unit: 'ms' as const } };
  const quick = await openAttempts([upstream.url], { operation });
  const stuck = await openAttempts([silent.url], { operation });
  t.after(() => Promise.all([quick.close(), stuck.close(), upstream.close(), silent.close()]));
  await sendRaw(quick.port, rawRequest('GET', '/', ['x-timeout-ms: 1500']));
  const told = Number(upstream.requests[0]?.headers['x-timeout-ms']);
  assert.ok(told > 500 && told <= 1500, `the upstream was told ${told}`);
  const late = await sendRaw(stuck.port, rawRequest('GET', '/', ['X-Timeout-Ms: 150']));
  const { code, timer, detail } = JSON.parse(late.body.toString());
  assert.deepEqual([late.status, code, timer], [504, 'upstream-timeout', 'total']);
  assert.match(detail, /within 150 ms/);
  assert.ok(late.tookMs < promptMs);
});

test('a deadline that has passed sends nothing, and one that is none is refused', async (t) => {
  const upstream = await answeringUpstream(() => [200]);
  const front = await openAttempts([upstream.url], { operation: { deadlineHeader: { name: 'X-T', unit: 'ms' } } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const late = await sendRaw(front.port, rawRequest('GET', '/', ['X-T: 0']));
  assert.equal(late.status, 504);
  assert.match(
    JSON.parse(late.body.toString()).detail,
    /over before the request could be sent, and nothing was sent\.$/,
  );
  const answer = await sendRaw(front.port, rawRequest('GET', '/', ['X-T: soon']));
  const { code, errors } = JSON.parse(answer.body.toString());
  assert.deepEqual([answer.status, code, errors[0].in, errors[0].name], [400, 'invalid-request', 'header', 'X-T']);
  assert.equal(upstream.requests.length, 0);
});

test('an open breaker refuses at once, with the time until the next probe, and closes when a probe succeeds', async (t) => {
  let status = 503;
  const upstream = await answeringUpstream(() => [status]);
  let nowMs = 1000;
  const rules = { failureRate: 0, windowMs: 1000, minRequests: 1, probes: 1 };
  const front = await openAttempts([upstream.url], {
    tools: { ...realTools, now: () => nowMs },
    options: { breaker: { ...rules, consecutiveFailures: 2, openMs: 30_000 } },
    operation: { idempotent: false },
  });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  for (let count = 0; count < 2; count += 1) await sendRaw(front.port, rawRequest('GET', '/'));
  const refused = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.equal(JSON.parse(refused.body.toString()).code, 'upstream-unavailable');
  const times = [];
  for (let count = 0; count < 20; count += 1) times.push((await sendRaw(front.port, rawRequest('GET', '/'))).tookMs);
  // Of twenty the quickest half, for other programs run on this machine.
  assert.ok((times.toSorted((one, other) => one - other)[10] ?? 999) < 10, `took ${times.join(', ')} ms`);
  assert.deepEqual(fieldValues(refused, 'retry-after'), ['30']);
  assert.deepEqual([upstream.requests.length, front.upstream.snapshot().targets[0]?.breaker], [2, 'open']);
  status = 200;
  nowMs += 30_000;
  assert.equal((await sendRaw(front.port, rawRequest('GET', '/'))).status, 200);
  assert.equal(front.upstream.snapshot().targets[0]?.breaker, 'closed');
});

test('answers of 4xx open no breaker', async (t) => {
  const upstream = await answeringUpstream(() => [404]);
  const rules = { failureRate: 0.1, windowMs: 1000, minRequests: 1, openMs: 30_000, probes: 1 };
  const front = await openAttempts([upstream.url], { options: { breaker: { ...rules, consecutiveFailures: 1 } } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  for (let count = 0; count < 3; count += 1)
    assert.equal((await sendRaw(front.port, rawRequest('GET', '/'))).status, 404);
});

test('every attempt that ends is told, with its number and whether another one is made in its place', async (t) => {
  const upstream = await answeringUpstream((count) => (count === 1 ? [503] : [200]));
  const told: EndedAttempt[] = [];
  const front = await openAttempts([upstream.url], {
    onAttempt: (attempt) => told.push(attempt),
  });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  await sendRaw(front.port, rawRequest('GET', '/'));
  assert.deepEqual(
    told.map(({ upstream: name, target, number, status, retried }) => [name, target, number, status, retried]),
    [
      ['test', 'test#1', 1, 503, true],
      ['test', 'test#1', 2, 200, false],
    ],
  );
});

test('a half-open breaker lets exactly as many requests through as it has probes', async (t) => {
  let status = 503;
  const held: (() => void)[] = [];
  const server = http.createServer((_request, response) => {
    const answer = () => response.writeHead(status).end();
    if (status === 503) answer();
    else held.push(answer);
  });
  const upstream = await listen(server);
  let nowMs = 1000;
  const rules = { consecutiveFailures: 1, failureRate: 0, windowMs: 1000, minRequests: 1 };
  const changes: string[] = [];
  const front = await openAttempts([upstream.url], {
    tools: {
      ...realTools,
      now: () => nowMs,
      onState: ({ by, state, target }) => changes.push(`${target} ${by} ${state}`),
    },
    options: { breaker: { ...rules, openMs: 30_000, probes: 3 } },
    operation: { idempotent: false },
  });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  await sendRaw(front.port, rawRequest('GET', '/'));
  status = 200;
  nowMs += 30_000;
  const sent = Array.from({ length: 10 }, () => sendRaw(front.port, rawRequest('GET', '/')));
  while (held.length < 3) await sleep(5);
  const refused = await Promise.all(sent.map((each) => Promise.race([each, sleep(300, undefined)])));
  assert.deepEqual([held.length, refused.filter((answer) => answer?.status === 503).length], [3, 7]);
  for (const answer of held) answer();
  await Promise.all(sent);
  assert.equal(front.upstream.snapshot().targets[0]?.breaker, 'closed');
  assert.deepEqual(changes, ['test#1 breaker open', 'test#1 breaker half-open', 'test#1 breaker closed']);
});

test('an adaptive limit shrinks while answers are slow, and grows again when they are not', async (t) => {
  let ms = 300;
  const upstream = await scriptedUpstream(async (connection) => {
    for (;;) {
      await connection.head();
      await connection.pause(ms);
      connection.send(ok);
    }
  });
  const front = await openAttempts([upstream.url], {
    options: { maxPending: 16, queue: { max: 100, timeoutMs: 10_000 }, adaptive: { min: 2, slowMs: 150 } },
  });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const limit = (): number => front.upstream.bounds.admission?.load.limit ?? 0;
  const load = (count: number) =>
    Promise.all(Array.from({ length: count }, () => sendRaw(front.port, rawRequest('GET', '/'))));
  assert.equal(limit(), 16);
  await load(40);
  const shrunk = limit();
  assert.ok(shrunk >= 2 && shrunk < 15, `it is ${shrunk}`);
  // So many are under way at once that more than half of the limit is made use of.
  ms = 15;
  for (let round = 0; round < 20 && limit() < shrunk + 2; round += 1) await load(limit());
  assert.ok(limit() >= shrunk + 2, `it grew from ${shrunk} to ${limit()}`);
});
