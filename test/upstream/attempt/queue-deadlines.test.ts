import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { fieldValues, sendRaw } from '../../support/raw-client.ts';
import { scriptedUpstream } from '../../support/scripted-upstream.ts';
import { type FrontOptions, promptMs, rawRequest } from '../front.ts';
import { openAttempts } from './attempt-front.ts';

/** One request may be under way and one is, a stream without an end; others wait for longer than any test does. */
async function busy(t: TestContext, settings: FrontOptions) {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    connection.send('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n');
  });
  const options = { maxPending: 1, queue: { max: 1, timeoutMs: 60_000 } };
  const front = await openAttempts([upstream.url], { ...settings, options });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const held = new AbortController();
  t.after(() => held.abort());
  await fetch(`http://127.0.0.1:${front.port}/held`, { signal: held.signal });
  const waiting = () => front.upstream.bounds.admission?.load.queued;
  return { ...front, upstream, waiting };
}

const operation = { deadlineHeader: { name: 'X-T', unit: 'ms' as const } };

const limits: Record<string, { readonly settings: FrontOptions; readonly fields: readonly string[] }> = {
  "its caller's deadline": { settings: { operation }, fields: ['X-T: 150'] },
  'the total limit': { settings: { timeouts: { totalMs: 150 } }, fields: [] },
};

for (const [name, { settings, fields }] of Object.entries(limits)) {
  test(`a request waits no longer for its turn than ${name} lets it, and is not sent`, async (t) => {
    const { port, upstream, waiting } = await busy(t, settings);
    const answer = await sendRaw(port, rawRequest('GET', '/late', fields));
    assert.deepEqual([answer.status, JSON.parse(answer.body.toString() || '{}').code], [503, 'overloaded']);
    assert.deepEqual(fieldValues(answer, 'proxy-status'), ['gate; error=connection_limit_reached']);
    assert.ok(answer.tookMs < promptMs);
    assert.deepEqual([waiting(), upstream.connections.length], [0, 1]);
  });
}

test('a deadline that is none is refused without waiting for a turn', async (t) => {
  const { port, waiting } = await busy(t, { operation });
  const answer = await sendRaw(port, rawRequest('GET', '/late', ['X-T: soon']));
  assert.deepEqual([answer.status, JSON.parse(answer.body.toString()).code], [400, 'invalid-request']);
  assert.ok(answer.tookMs < promptMs);
  assert.equal(waiting(), 0);
});
