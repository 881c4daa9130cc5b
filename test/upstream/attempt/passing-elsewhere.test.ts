import assert from 'node:assert/strict';
import http from 'node:http';
import { type TestContext, test } from 'node:test';
import { plainAttempts } from '../../../src/upstream/attempt/attempt-options.ts';
import type { EndedAttempt } from '../../../src/upstream/attempt/attempt-policy.ts';
import type { TlsSettings } from '../../../src/upstream/tls/tls-settings.ts';
import { listen } from '../../support/listen.ts';
import { sendRaw } from '../../support/raw-client.ts';
import { scriptedUpstream } from '../../support/scripted-upstream.ts';
import { testAuthority, tlsUpstream, trusting } from '../../support/tls-upstream.ts';
import { rawRequest } from '../front.ts';
import { openPassFront, type PassFrontOptions } from '../pass-front.ts';
import { poolOf } from '../pool-options.ts';
import { answeringUpstream, promptRetry } from './attempt-front.ts';

/** Where nobody listens. */
async function deadUrl(): Promise<string> {
  const { url, close } = await listen(http.createServer());
  await close();
  return url;
}

/** A front that asks the targets in turn, the first one first, and tells what it heard of attempts. */
async function frontOf(
  t: TestContext,
  urls: readonly string[],
  { tls, ...settings }: PassFrontOptions & { tls?: TlsSettings } = {},
) {
  const told: EndedAttempt[] = [];
  const options = { ...poolOf(...urls), balance: 'round-robin' as const, tls };
  const front = await openPassFront(urls[0] ?? '', {
    onAttempt: (attempt) => told.push(attempt),
    ...settings,
    options,
    upstream: { retry: promptRetry, ...settings.upstream },
  });
  t.after(() => front.close());
  const summary = () =>
    told.map(({ target, number, status, cause, retried }) => [target, number, status, cause, retried]);
  return { front, summary };
}

for (const method of ['GET', 'DELETE', 'POST', 'PATCH'])
  test(`${method} without content that came to no connection is passed to the next target`, async (t) => {
    const upstream = await answeringUpstream(() => [200]);
    t.after(upstream.close);
    const { front, summary } = await frontOf(t, [await deadUrl(), upstream.url]);
    const request = rawRequest(method, '/x');
    const statuses = [];
    for (let times = 0; times < 4; times += 1) statuses.push((await sendRaw(front.port, request)).status);
    assert.deepEqual(statuses, [200, 200, 200, 200]);
    assert.equal(upstream.requests.length, 4, 'each arrived once');
    assert.deepEqual(summary().slice(0, 2), [
      ['test#1', 1, undefined, 'connection_refused', true],
      ['test#2', 2, 200, undefined, false],
    ]);
  });

test('where no target takes a connection, the problem of what is passed through tells each of them once', async (t) => {
  const { front, summary } = await frontOf(t, [await deadUrl(), await deadUrl(), await deadUrl()]);
  const answer = await sendRaw(front.port, rawRequest('GET', '/x'));
  const { code, attempts } = JSON.parse(answer.body.toString());
  assert.deepEqual([answer.status, code], [502, 'upstream-unreachable']);
  const names = attempts.map(({ target }: { target: string }) => target);
  assert.deepEqual(names.sort(), ['test#1', 'test#2', 'test#3']);
  assert.deepEqual(
    summary().map(([, number, , , retried]) => [number, retried]),
    [
      [1, true],
      [2, true],
      [3, false],
    ],
  );
});

test('the limit of the connection holds for each target, and one that ran out there is no news for the next', async (t) => {
  // The handshake of TLS never ends: no connection stands.
  const silent = await scriptedUpstream(async () => {});
  const upstream = await answeringUpstream(() => [200]);
  t.after(() => Promise.all([silent.close(), upstream.close()]));
  const stalled = silent.url.replace('http:', 'https:');
  const timeouts = { connectMs: 100, totalMs: 20_000, firstByteMs: 20_000 };
  const { front } = await frontOf(t, [stalled, upstream.url], { timeouts });
  assert.equal((await sendRaw(front.port, rawRequest('GET', '/x'))).status, 200);
  const { front: lost, summary } = await frontOf(t, [stalled, stalled.replace('127.0.0.1', 'localhost')], { timeouts });
  assert.equal((await sendRaw(lost.port, rawRequest('GET', '/x'))).status, 504);
  assert.deepEqual(
    summary().map(([target, , , cause]) => [target, cause]),
    [
      ['test#1', 'connection_timeout'],
      ['test#2', 'connection_timeout'],
    ],
  );
});

for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const)
  test(`a target whose certificate is not accepted by ${maxVersion} gets nothing of what then goes to the next`, async (t) => {
    let arrived = 0;
    const expired = await tlsUpstream('expired', {
      maxVersion,
      ServerResponse: class<Request extends http.IncomingMessage> extends http.ServerResponse<Request> {
        constructor(request: Request) {
          super(request);
          arrived += 1;
        }
      },
    });
    const upstream = await answeringUpstream(() => [200]);
    t.after(() => Promise.all([expired.close(), upstream.close()]));
    const { front, summary } = await frontOf(t, [expired.url, upstream.url], { tls: trusting(testAuthority) });
    assert.equal((await sendRaw(front.port, rawRequest('POST', '/x'))).status, 200);
    assert.deepEqual([arrived, upstream.requests.length], [0, 1]);
    assert.deepEqual(summary()[0], ['test#1', 1, undefined, 'tls_certificate_error', true]);
  });

test('what is passed through and was sent is sent to no other target', async (t) => {
  const cutting = await scriptedUpstream(async (connection) => {
    await connection.head();
    connection.reset();
  });
  const upstream = await answeringUpstream(() => [200]);
  t.after(() => Promise.all([cutting.close(), upstream.close()]));
  const { front } = await frontOf(t, [cutting.url, upstream.url]);
  assert.equal((await sendRaw(front.port, rawRequest('GET', '/x'))).status, 502);
  assert.equal(upstream.requests.length, 0);
});

test('content that is passed through is sent to one target alone, since it may have been read', async (t) => {
  const upstream = await answeringUpstream(() => [200]);
  t.after(upstream.close);
  const { front } = await frontOf(t, [await deadUrl(), upstream.url]);
  const post = `${rawRequest('POST', '/', ['Content-Length: 4'])}body`;
  assert.equal((await sendRaw(front.port, post)).status, 502);
  assert.equal(upstream.requests.length, 0);
});

test('an upstream that repeats nothing has nothing of what is passed through repeated', async (t) => {
  const upstream = await answeringUpstream(() => [200]);
  t.after(upstream.close);
  const retry = { ...plainAttempts.retry, max: 0 };
  const { front } = await frontOf(t, [await deadUrl(), upstream.url], { upstream: { retry } });
  assert.equal((await sendRaw(front.port, rawRequest('GET', '/x'))).status, 502);
});
