import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { realTools } from '../../../src/upstream/upstream-tools.ts';
import { sendRaw } from '../../support/raw-client.ts';
import { scriptedUpstream } from '../../support/scripted-upstream.ts';
import { rawRequest } from '../front.ts';
import { openAttempts } from './attempt-front.ts';

const eventsHead = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
const event = '8\r\ndata: 1\n\r\n';
const fails = 'HTTP/1.1 503 Down\r\nContent-Length: 0\r\n\r\n';
const works = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** A breaker that one failure has opened, and that waits for its probes; what the upstream says is up to the path. */
async function halfOpen(t: TestContext, probes: number) {
  const upstream = await scriptedUpstream(async (connection) => {
    for (;;) {
      const head = await connection.head();
      if (head.startsWith('GET /fails ')) connection.send(fails);
      else if (head.startsWith('GET /works ')) connection.send(works);
      else connection.send(eventsHead + event);
      if (!head.startsWith('GET /cut ')) continue;
      await connection.pause(30);
      connection.reset();
    }
  });
  let nowMs = 1000;
  const rules = { consecutiveFailures: 1, failureRate: 0, windowMs: 1000, minRequests: 1, openMs: 30_000 };
  const front = await openAttempts([upstream.url], {
    tools: { ...realTools, now: () => nowMs },
    options: { breaker: { ...rules, probes } },
    operation: { idempotent: false },
  });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const get = async (path: string): Promise<number> => (await sendRaw(front.port, rawRequest('GET', path))).status;
  const breaker = () => front.upstream.snapshot().targets[0]?.breaker;
  assert.equal(await get('/fails'), 503);
  nowMs += 30_000;
  return { ...front, get, breaker };
}

/** Reads the first event, and stays for so long. */
const watch = (port: number, timeoutMs: number) =>
  sendRaw(port, rawRequest('GET', '/events'), { until: 'never said', timeoutMs });

test('a stream that begins well as the probe of a half-open breaker closes it, though the stream goes on', async (t) => {
  const { port, get, breaker } = await halfOpen(t, 1);
  let isOver = false;
  const watching = watch(port, 1500).finally(() => {
    isOver = true;
  });
  while (breaker() !== 'closed' && !isOver) await sleep(5);
  assert.equal(isOver, false, 'the breaker closes before the stream ends');
  assert.equal(await get('/works'), 200);
  assert.match((await watching).raw, /data: 1/);
  assert.equal(breaker(), 'closed');
});

test('a stream is one probe, however it ends', async (t) => {
  const { port, get, breaker } = await halfOpen(t, 2);
  await watch(port, 100);
  assert.equal(breaker(), 'half-open');
  assert.equal(await get('/works'), 200);
  assert.equal(breaker(), 'closed');
});

test('a stream that breaks off after it began well is a failure of the closed breaker', async (t) => {
  const { get, breaker } = await halfOpen(t, 1);
  await get('/works');
  assert.equal(breaker(), 'closed');
  await get('/cut');
  assert.equal(breaker(), 'open');
});
