import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendRaw } from '../../support/raw-client.ts';
import { scriptedUpstream } from '../../support/scripted-upstream.ts';
import { testAuthority, tlsUpstream, trusting } from '../../support/tls-upstream.ts';
import { promptMs, rawRequest } from '../front.ts';
import { answeringUpstream, openAttempts, promptRetry } from './attempt-front.ts';

/** Nobody listens there. */
const closedPort = 'http://127.0.0.1:9';
const resetting = () =>
  scriptedUpstream(async (connection) => {
    await connection.head();
    connection.reset();
  });

test('a POST whose connection never opened is answered by another target', async (t) => {
  const upstream = await answeringUpstream(() => [200]);
  const front = await openAttempts([closedPort, upstream.url]);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  for (let count = 0; count < 4; count += 1) {
    const answer = await sendRaw(front.port, `${rawRequest('POST', '/', ['Content-Length: 2'])}ok`);
    assert.deepEqual([answer.status, answer.body.toString()], [200, 'said']);
  }
  assert.deepEqual(
    upstream.requests.map(({ body }) => body),
    ['ok', 'ok', 'ok', 'ok'],
  );
});

for (const [method, status] of [
  ['GET', 200],
  ['PUT', 200],
  ['POST', 502],
  ['PATCH', 502],
] as const) {
  test(`${method} that a target reset is answered with ${status}`, async (t) => {
    const [broken, upstream] = await Promise.all([resetting(), answeringUpstream(() => [200])]);
    const front = await openAttempts([broken.url, upstream.url]);
    t.after(() => Promise.all([front.close(), upstream.close(), broken.close()]));
    const answer = await sendRaw(front.port, `${rawRequest(method, '/', ['Content-Length: 2'])}ok`);
    assert.equal(answer.status, status);
    assert.equal(broken.connections.length, 1);
    assert.equal(upstream.requests.length, status === 200 ? 1 : 0);
  });
}

test('the problem tells every attempt by the public name of its target, and no address', async (t) => {
  const broken = await resetting();
  const front = await openAttempts([closedPort, broken.url]);
  t.after(() => Promise.all([front.close(), broken.close()]));
  const answer = await sendRaw(front.port, rawRequest('GET', '/'));
  const { code, attempts } = JSON.parse(answer.body.toString());
  const told = attempts.map(({ target, cause, code }: Record<string, string>) => [target, cause, code]);
  assert.equal(code, told.at(-1)?.[2]);
  assert.deepEqual([...told].sort().slice(0, 1), [['test#1', 'connection_refused', 'upstream-unreachable']]);
  assert.ok(attempts.every(({ ms }: { ms: unknown }) => Number.isInteger(ms)));
  assert.doesNotMatch(answer.body.toString(), /127\.0\.0\.1/);
});

test('a 503 is passed over for another target, and the last one is passed on with its Retry-After', async (t) => {
  const busy = await answeringUpstream(() => [503]);
  const well = await answeringUpstream(() => [200]);
  const mixed = await openAttempts([busy.url, well.url]);
  const alone = await openAttempts([busy.url]);
  t.after(() => Promise.all([mixed.close(), alone.close(), busy.close(), well.close()]));
  assert.equal((await sendRaw(mixed.port, rawRequest('GET', '/'))).status, 200);
  busy.requests.length = 0;
  assert.equal((await sendRaw(alone.port, rawRequest('GET', '/'))).status, 503);
  assert.equal(busy.requests.length, 2);
});

test('Retry-After is waited for, unless it ends after the total limit', async (t) => {
  const upstream = await answeringUpstream((count) => (count % 2 === 1 ? [503, { 'Retry-After': '1' }] : [200]));
  const patient = await openAttempts([upstream.url]);
  const hurried = await openAttempts([upstream.url], { timeouts: { totalMs: 800 } });
  t.after(() => Promise.all([patient.close(), hurried.close(), upstream.close()]));
  const answer = await sendRaw(patient.port, rawRequest('GET', '/'));
  assert.equal(answer.status, 200);
  assert.ok(answer.tookMs >= 990, `took ${answer.tookMs} ms`);
  const refused = await sendRaw(hurried.port, rawRequest('GET', '/'));
  assert.deepEqual([refused.status, upstream.requests.length], [503, 3]);
  assert.ok(refused.tookMs < 700);
});

test('what another gateway made of its own failure is not repeated', async (t) => {
  const upstream = await answeringUpstream(() => [503, { 'Proxy-Status': 'inner; error=connection_refused' }]);
  const front = await openAttempts([upstream.url]);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  assert.equal((await sendRaw(front.port, rawRequest('GET', '/'))).status, 503);
  assert.equal(upstream.requests.length, 1);
});

test('a declared key lets a POST be repeated, the same for each attempt; the caller keeps its own', async (t) => {
  const upstream = await answeringUpstream((count) => (count % 2 === 1 ? [503] : [200]));
  const front = await openAttempts([upstream.url], { operation: { idempotencyKey: 'Idempotency-Key' } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const post = (fields: string[]) =>
    sendRaw(front.port, `${rawRequest('POST', '/', ['Content-Length: 1', ...fields])}x`);
  assert.equal((await post([])).status, 200);
  assert.equal((await post(['idempotency-key: mine'])).status, 200);
  const keys = upstream.requests.map(({ headers }) => headers['idempotency-key']);
  assert.match(String(keys[0]), /^[\da-f-]{36}$/);
  assert.deepEqual([keys[1], keys[2], keys[3]], [keys[0], 'mine', 'mine']);
});

test('an operation can declare that it is repeated, or that it is not', async (t) => {
  const upstream = await answeringUpstream(() => [503]);
  const post = await openAttempts([upstream.url], { operation: { idempotent: true, retry: { max: 2 } } });
  const get = await openAttempts([upstream.url], { operation: { idempotent: false } });
  t.after(() => Promise.all([post.close(), get.close(), upstream.close()]));
  await sendRaw(post.port, `${rawRequest('POST', '/', ['Content-Length: 1'])}x`);
  assert.equal(upstream.requests.length, 3);
  await sendRaw(get.port, rawRequest('GET', '/'));
  assert.equal(upstream.requests.length, 4);
});

test('a failed repeat of what was lost on a kept connection is not repeated again', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    if (connection.index === 0) connection.send('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    if (connection.index === 0) await connection.head();
    connection.reset();
  });
  const front = await openAttempts([upstream.url]);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  await sendRaw(front.port, rawRequest('GET', '/'));
  assert.equal((await sendRaw(front.port, rawRequest('GET', '/'))).status, 502);
  assert.equal(upstream.connections.length, 2);
});

test('an outage is not multiplied: of 400 requests that all get a 503 at most a fifth is repeated', async (t) => {
  const upstream = await answeringUpstream(() => [503]);
  const front = await openAttempts([upstream.url], { options: { retry: { ...promptRetry, max: 3 } } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(Array.from({ length: 20 }, () => sendRaw(front.port, rawRequest('GET', '/'))));
  }
  assert.ok(upstream.requests.length > 400, 'some are repeated');
  assert.ok(upstream.requests.length <= 480, `the upstream saw ${upstream.requests.length}`);
});

test('a caller that leaves during a wait ends it', async (t) => {
  const upstream = await answeringUpstream(() => [503, { 'Retry-After': '1' }]);
  const front = await openAttempts([upstream.url]);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const leaving = await fetch(`http://127.0.0.1:${front.port}/`, { signal: AbortSignal.timeout(150) }).catch(
    () => 'left',
  );
  assert.equal(leaving, 'left');
  const started = performance.now();
  await front.upstream.close();
  assert.ok(performance.now() - started < promptMs);
  assert.deepEqual([upstream.requests.length, front.problems.length], [1, 0]);
});

test('a target whose certificate is not accepted is not asked again, and another one is', async (t) => {
  const impostor = await tlsUpstream('wrong-name');
  const upstream = await answeringUpstream(() => [200]);
  const tls = trusting(testAuthority);
  const mixed = await openAttempts([impostor.url, upstream.url], { options: { tls } });
  const alone = await openAttempts([impostor.url, impostor.url], {
    options: { tls, retry: { ...promptRetry, max: 3 } },
  });
  t.after(() => Promise.all([mixed.close(), alone.close(), impostor.close(), upstream.close()]));
  for (const method of ['GET', 'POST', 'GET', 'POST'])
    assert.equal((await sendRaw(mixed.port, rawRequest(method, '/', ['Content-Length: 0']))).status, 200, method);
  assert.equal(upstream.requests.length, 4);
  const answer = await sendRaw(alone.port, rawRequest('GET', '/'));
  const { attempts, retryable } = JSON.parse(answer.body.toString());
  assert.deepEqual(
    attempts.map(({ target, cause }: Record<string, string>) => [target, cause]),
    [
      ['test#1', 'tls_certificate_error'],
      ['test#2', 'tls_certificate_error'],
    ],
  );
  assert.equal(retryable, false, 'somebody has to mend it first');
});

for (const [name, fields, content] of [
  ['is announced as long', 'Content-Length: 1000000\r\n', 'x'.repeat(100)],
  ['is announced as long, and there', 'Content-Length: 100000\r\n', 'x'.repeat(100_000)],
  ['turns out to be long', '', 'x'.repeat(100_000)],
] as const) {
  test(`an answer that is passed over is not read where it ${name}: its connection is given up, and the next attempt counts`, async (t) => {
    const told: unknown[] = [];
    const upstream = await scriptedUpstream(async (connection) => {
      for (;;) {
        await connection.head();
        if (connection.index === 0) connection.send(`HTTP/1.1 503 Busy\r\n${fields}\r\n${content}`);
        else connection.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      }
    });
    const front = await openAttempts([upstream.url], {
      onAttempt: ({ number, status, retried }) => told.push([number, status, retried]),
    });
    t.after(() => Promise.all([front.close(), upstream.close()]));
    const answer = await sendRaw(front.port, rawRequest('GET', '/'));
    assert.deepEqual([answer.status, answer.body.toString()], [200, 'ok']);
    await upstream.connections[0]?.closed;
    assert.deepEqual(told, [
      [1, 503, true],
      [2, 200, false],
    ]);
  });
}
