import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EndedAttempt } from '../../../src/upstream/attempt/attempt-policy.ts';
import { fieldValues, sendRaw } from '../../support/raw-client.ts';
import { scriptedUpstream } from '../../support/scripted-upstream.ts';
import { rawRequest } from '../front.ts';
import { openPassFront } from '../pass-front.ts';
import { answeringUpstream, slowUpstream } from './attempt-front.ts';

test('what is passed through counts to the requests under way, and what goes over their limit is refused', async (t) => {
  const upstream = await slowUpstream(200);
  const front = await openPassFront(upstream.url, { upstream: { maxPending: 2 } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const answers = await Promise.all(Array.from({ length: 4 }, () => sendRaw(front.port, rawRequest('GET', '/'))));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 503, 503]);
  const refused = answers.find(({ status }) => status === 503);
  assert.deepEqual(refused && JSON.parse(refused.body.toString()).code, 'overloaded');
  assert.deepEqual(refused && fieldValues(refused, 'retry-after'), ['1']);
  assert.equal((await sendRaw(front.port, rawRequest('GET', '/'))).status, 200, 'each has given its place back');
});

test('what is passed through waits in the queue, and is sent whole when it is its turn', async (t) => {
  const upstream = await answeringUpstream(() => [200]);
  const blocked = await slowUpstream(100);
  const front = await openPassFront(blocked.url, { upstream: { maxPending: 1, queue: { max: 1, timeoutMs: 2000 } } });
  t.after(() => Promise.all([front.close(), upstream.close(), blocked.close()]));
  const post = `${rawRequest('POST', '/', ['Content-Length: 4'])}body`;
  const answers = await Promise.all([sendRaw(front.port, post), sendRaw(front.port, post)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  );
  const received = blocked.connections.map((connection) => connection.received()).join('');
  assert.equal(received.match(/\r\n\r\nbody/g)?.length, 2);
});

test('failures of what is passed through count as the upstream says, and its breaker opens', async (t) => {
  const upstream = await answeringUpstream(() => [500]);
  const breaker = { consecutiveFailures: 2, failureRate: 0, windowMs: 1000, minRequests: 1, openMs: 30_000, probes: 1 };
  const front = await openPassFront(upstream.url, { upstream: { breaker, failures: [500] } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  for (const status of [500, 500, 503])
    assert.equal((await sendRaw(front.port, rawRequest('GET', '/'))).status, status);
  assert.equal(upstream.requests.length, 2);
});

test('a failure of what is passed through tells its attempt, and so does whoever hears of attempts', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    connection.reset();
  });
  const told: EndedAttempt[] = [];
  const front = await openPassFront(upstream.url, { onAttempt: (attempt) => told.push(attempt) });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const answer = await sendRaw(front.port, rawRequest('GET', '/'));
  const { attempts } = JSON.parse(answer.body.toString());
  assert.deepEqual(
    attempts.map(({ target, cause, code }: Record<string, string>) => [target, cause, code]),
    [['test#1', 'connection_terminated', 'upstream-reset']],
  );
  assert.deepEqual(
    told.map(({ target, number, fault, cause, retried }) => [target, number, fault, cause, retried]),
    [['test#1', 1, 'reset', 'connection_terminated', false]],
  );
});
