import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createUpstream } from '../../src/upstream/upstream.ts';
import { fullBacklog } from '../support/full-backlog.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { listen } from '../support/listen.ts';
import { answering, type Script, scriptedUpstream } from '../support/scripted-upstream.ts';
import { poolOf } from './pool-options.ts';
import { openFront, promptMs, rawRequest, testTimeouts } from './front.ts';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

test('an operation can shorten the connect limit of its upstream, not lengthen it', async (t) => {
  const upstream = await fullBacklog();
  const shorter = await openFront(upstream.url, {
    timeouts: { connectMs: 4000 },
    operationTimeouts: { connectMs: 100 },
  });
  const longer = await openFront(upstream.url, {
    timeouts: { connectMs: 100 },
    operationTimeouts: { connectMs: 4000 },
  });
  t.after(() => Promise.all([shorter.close(), longer.close(), upstream.close()]));
  for (const front of [shorter, longer]) {
    const answer = await sendRaw(front.port, rawRequest('GET', '/'));
    assert.match(JSON.parse(answer.body.toString()).detail, /within 100 ms/);
    assert.ok(answer.tookMs < promptMs, `took ${answer.tookMs} ms`);
  }
});

test('an app that has answered meanwhile keeps its answer, and the upstream is freed', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
  });
  const front = await openFront(upstream.url, {
    before: (_request, response) => {
      setTimeout(() => response.writeHead(503, { 'Content-Length': 4 }).end('busy'), 50);
    },
  });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const answer = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.deepEqual([answer.status, answer.body.toString()], [503, 'busy']);
  await upstream.connections[0]?.closed;
  assert.deepEqual(front.problems, []);
});

test('an app that has begun its own answer keeps it when the answer of the upstream comes', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    await connection.pause(60);
    connection.send('HTTP/1.1 200 OK\r\nX-Up: 1\r\nContent-Length: 2\r\n\r\nup');
  });
  const front = await openFront(upstream.url, {
    before: (_request, response) => {
      setTimeout(() => response.writeHead(503, { 'Content-Length': 4 }).write('bu'), 20);
      setTimeout(() => response.end('sy'), 120);
    },
  });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const answer = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.deepEqual([answer.status, answer.body.toString(), answer.complete], [503, 'busy', true]);
  assert.deepEqual(fieldValues(answer, 'x-up'), []);
  assert.deepEqual(front.problems, []);
});

test('an app that throws when it is told of a problem loses that connection, not the process', async (t) => {
  const upstream = createUpstream('test', {
    ...poolOf('http://127.0.0.1:9'),
    timeouts: testTimeouts,
    tls: undefined,
    headerBytes: 32_768,
    pseudonym: 'gate',
  });
  const server = http.createServer((request, response) => {
    const onProblem = () => assert.fail('thrown by the app');
    const outgoing = { method: 'GET', path: '/', headers: [], body: undefined };
    upstream.forward({ outgoing, request, response, trust: () => false, onProblem });
  });
  const front = await listen(server);
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
  t.after(() => Promise.all([front.close(), upstream.close(0)]));
  const answer = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.deepEqual([answer.status, answer.closed], [0, true]);
  assert.match((await warned).message, /thrown by the app/);
});

test('connections are used again, and a Keep-Alive hint of the upstream is heeded', async (t) => {
  const hinting = await scriptedUpstream(answering(ok.replace('\r\n\r\n', '\r\nKeep-Alive: timeout=1\r\n\r\n')));
  const plain = await scriptedUpstream(answering(ok));
  t.after(() => Promise.all([hinting.close(), plain.close()]));
  for (const [upstream, expected] of [
    [hinting, 3],
    [plain, 1],
  ] as const) {
    const front = await openFront(upstream.url);
    t.after(() => front.close());
    for (let count = 0; count < 3; count += 1) await sendRaw(front.port, rawRequest('GET', '/'));
    assert.equal(upstream.connections.length, expected);
  }
});

/** Answers the first request on each connection, and breaks it when the second arrives: the race of keep-alive. */
const breakingOnReuse: Script = async (connection) => {
  await connection.head();
  connection.send(ok);
  await connection.until('abc');
  connection.reset();
};

for (const [method, arrivals] of [
  ['PUT', [1, 1]],
  ['PATCH', [1]],
] as const) {
  test(`${method} with content on a reused connection that breaks arrives ${arrivals.length} times`, async (t) => {
    const upstream = await scriptedUpstream(breakingOnReuse);
    const front = await openFront(upstream.url);
    t.after(() => Promise.all([front.close(), upstream.close()]));
    await sendRaw(front.port, rawRequest('GET', '/first'));
    await sendRaw(front.port, `${rawRequest(method, '/second', ['Content-Length: 3'])}abc`);
    const counts = upstream.connections.map(
      (connection) => connection.received().match(/\/second .*?abc$/gs)?.length ?? 0,
    );
    assert.deepEqual(counts, [...arrivals]);
  });
}

test('a request that also fails on the new connection is not sent a third time', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    if (connection.index === 0) connection.send(ok);
    if (connection.index === 0) await connection.head();
    connection.reset();
  });
  const front = await openFront(upstream.url);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  await sendRaw(front.port, rawRequest('GET', '/first'));
  const answer = await sendRaw(front.port, rawRequest('GET', '/second'));
  assert.equal(answer.status, 502);
  assert.equal(upstream.connections.length, 2);
});

test('a new connection that breaks is not retried', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    connection.reset();
  });
  const front = await openFront(upstream.url);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  assert.equal((await sendRaw(front.port, rawRequest('GET', '/'))).status, 502);
  assert.equal(upstream.connections.length, 1);
});

test('an idle connection that the upstream has closed costs no request', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    connection.send(ok);
    await connection.pause(20);
    connection.end();
  });
  const front = await openFront(upstream.url);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  for (let count = 0; count < 5; count += 1) {
    const answer = await sendRaw(front.port, `${rawRequest('POST', '/', ['Content-Length: 1'])}x`);
    assert.equal(answer.status, 200);
    await sleep(60);
  }
});

test('close lets requests under way end and refuses new ones with 503', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    await connection.pause(150);
    connection.send(ok);
  });
  const front = await openFront(upstream.url);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const running = sendRaw(front.port, rawRequest('GET', '/'));
  while (upstream.connections[0]?.received().endsWith('\r\n\r\n') !== true) await sleep(5);
  const closing = front.upstream.close();
  const late = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.equal(late.status, 503);
  assert.equal(JSON.parse(late.body.toString()).code, 'upstream-unavailable');
  assert.equal((await running).body.toString(), 'ok');
  await closing;
  assert.equal(upstream.connections.length, 1);
});

test('close breaks what does not end in time', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
  });
  const front = await openFront(upstream.url);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const running = sendRaw(front.port, rawRequest('GET', '/'));
  while (upstream.connections[0]?.received().endsWith('\r\n\r\n') !== true) await sleep(5);
  const started = performance.now();
  await front.upstream.close(100);
  assert.ok(performance.now() - started < promptMs);
  assert.equal((await running).status, 503);
});
