import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { echoUpstream } from '../support/echo-upstream.ts';
import { fullBacklog } from '../support/full-backlog.ts';
import { sendRaw } from '../support/raw-client.ts';
import { type Script, scriptedUpstream } from '../support/scripted-upstream.ts';
import { ways } from './both-ways.ts';
import { promptMs, rawRequest } from './front.ts';

/** The promise; the median of some attempts holds it also on a machine that is busy for a moment. */
const freedMs = 100;
const attempts = 5;

const stages: Record<string, Script> = {
  'before the head': async (connection) => {
    await connection.head();
  },
  'in the head': async (connection) => {
    await connection.head();
    connection.send('HTTP/1.1 200 OK\r\nX-A');
  },
  'in a small body': async (connection) => {
    await connection.head();
    connection.send('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc');
  },
  'in a streamed body': async (connection) => {
    await connection.head();
    connection.send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n');
  },
};

for (const [way, open] of Object.entries(ways)) {
  for (const [stage, script] of Object.entries(stages)) {
    test(`${way}: a caller that leaves ${stage} frees the upstream within 100 ms, and nothing is reported`, async (t) => {
      const upstream = await scriptedUpstream(script);
      const front = await open(upstream.url);
      t.after(() => Promise.all([front.close(), upstream.close()]));
      const times: number[] = [];
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const socket = net.connect(front.port, '127.0.0.1', () => socket.write(rawRequest('GET', '/')));
        while (upstream.connections[attempt] === undefined) await sleep(5);
        await sleep(50);
        const left = performance.now();
        socket.destroy();
        await upstream.connections[attempt]?.closed;
        times.push(performance.now() - left);
      }
      const [median = Number.NaN] = times.sort((a, b) => a - b).slice(attempts >> 1);
      assert.ok(median < freedMs, `took ${times.map(Math.round).join(', ')} ms`);
      assert.ok(times.every((time) => time < promptMs));
      await sleep(20);
      assert.deepEqual(front.problems, []);
    });
  }

  test(`${way}: a caller that leaves while the connection is being made is not reported`, async (t) => {
    const upstream = await fullBacklog();
    const front = await open(upstream.url, { timeouts: { connectMs: 200 } });
    t.after(() => Promise.all([front.close(), upstream.close()]));
    const socket = net.connect(front.port, '127.0.0.1', () => socket.write(rawRequest('GET', '/')));
    await sleep(50);
    socket.destroy();
    await sleep(400);
    assert.deepEqual(front.problems, []);
  });

  test(`${way}: a caller that reads nothing loses its connection, the upstream is freed, and nothing is reported`, async (t) => {
    const upstream = await scriptedUpstream(async (connection) => {
      await connection.head();
      connection.send('HTTP/1.1 200 OK\r\nContent-Length: 99000000\r\n\r\n');
      connection.send(Buffer.alloc(99_000_000));
      await connection.closed;
    });
    const front = await open(upstream.url, { timeouts: { idleMs: 200 } });
    t.after(() => Promise.all([front.close(), upstream.close()]));
    const socket = net.connect(front.port, '127.0.0.1', () => socket.write(rawRequest('GET', '/')));
    socket.pause();
    socket.on('error', () => {});
    while (upstream.connections[0] === undefined) await sleep(5);
    const started = performance.now();
    await upstream.connections[0].closed;
    assert.ok(performance.now() - started < promptMs);
    assert.deepEqual(front.problems, []);
    socket.destroy();
  });

  test(`${way}: listeners do not pile up on a connection that is used again and again`, async (t) => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    const upstream = await echoUpstream();
    const front = await open(upstream.url);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    t.after(async () => {
      process.removeListener('warning', onWarning);
      agent.destroy();
      await Promise.all([front.close(), upstream.close()]);
    });
    const counts = new Set<string>();
    for (let count = 0; count < 40; count += 1) {
      await new Promise<void>((resolve, reject) => {
        http
          .get({ port: front.port, host: '127.0.0.1', agent }, (response) => response.resume().on('end', resolve))
          .on('error', reject);
      });
      const socket = front.responses.at(-1)?.req.socket;
      const listeners = socket?.eventNames().map((event) => `${String(event)} ${socket.listenerCount(event)}`);
      if (count > 1) counts.add(listeners?.join() ?? 'no socket');
    }
    assert.equal(upstream.connections(), 1);
    assert.equal(counts.size, 1, [...counts].join(' | '));
    assert.deepEqual(warnings, []);
  });

  for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'POST']) {
    for (const breakOff of ['end', 'reset'] as const) {
      const isRepeated = method !== 'POST';
      const outcome = isRepeated ? 'is sent again on a new one' : 'is not sent twice: 502';
      test(`${way}: ${method} on a reused connection that meets ${breakOff} ${outcome}`, async (t) => {
        const upstream = await scriptedUpstream(async (connection) => {
          await connection.head();
          connection.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
          await connection.head();
          connection[breakOff]();
        });
        const front = await open(upstream.url);
        t.after(() => Promise.all([front.close(), upstream.close()]));
        await sendRaw(front.port, rawRequest('GET', '/first'));
        const answer = await sendRaw(front.port, rawRequest(method, '/second'), { head: method === 'HEAD' });
        assert.equal(answer.status, isRepeated ? 200 : 502);
        const arrivals = upstream.connections.map(
          (connection) => connection.received().match(/\/second /g)?.length ?? 0,
        );
        assert.deepEqual(arrivals, isRepeated ? [1, 1] : [1]);
      });
    }
  }
}
