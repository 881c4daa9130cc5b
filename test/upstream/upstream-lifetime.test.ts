import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { echoUpstream } from '../support/echo-upstream.ts';
import { fullBacklog } from '../support/full-backlog.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { answering, type Script, scriptedUpstream } from '../support/scripted-upstream.ts';
import { openFront, rawRequest } from './front.ts';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

test('a connection attempt that nobody answers gives 504 with the timer connect', async (t) => {
  const upstream = await fullBacklog();
  const front = await openFront(upstream.url, { timeouts: { connectMs: 200 } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const answer = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.equal(answer.status, 504);
  assert.deepEqual(fieldValues(answer, 'proxy-status'), ['gate; error=connection_timeout']);
  const body = JSON.parse(answer.body.toString());
  assert.deepEqual([body.code, body.timer], ['upstream-timeout', 'connect']);
  assert.match(body.detail, /within 200 ms/);
  assert.ok(answer.tookMs < 500, `took ${answer.tookMs} ms`);
});

test('an operation can shorten the connect limit of its upstream, not lengthen it', async (t) => {
  const upstream = await fullBacklog();
  const shorter = await openFront(upstream.url, {
    timeouts: { connectMs: 2000 },
    operationTimeouts: { connectMs: 100 },
  });
  const longer = await openFront(upstream.url, {
    timeouts: { connectMs: 100 },
    operationTimeouts: { connectMs: 2000 },
  });
  t.after(() => Promise.all([shorter.close(), longer.close(), upstream.close()]));
  for (const front of [shorter, longer]) {
    const answer = await sendRaw(front.port, rawRequest('GET', '/'));
    assert.match(JSON.parse(answer.body.toString()).detail, /within 100 ms/);
    assert.ok(answer.tookMs < 500, `took ${answer.tookMs} ms`);
  }
});

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

for (const [stage, script] of Object.entries(stages)) {
  test(`a caller that leaves ${stage} ends the upstream's request within 100 ms, and nothing is reported`, async (t) => {
    const upstream = await scriptedUpstream(script);
    const front = await openFront(upstream.url);
    t.after(() => Promise.all([front.close(), upstream.close()]));
    const socket = net.connect(front.port, '127.0.0.1', () => socket.write(rawRequest('GET', '/')));
    while (upstream.connections[0] === undefined) await sleep(5);
    await sleep(50);
    const left = performance.now();
    socket.destroy();
    await upstream.connections[0].closed;
    assert.ok(performance.now() - left < 100, `took ${performance.now() - left} ms`);
    await sleep(20);
    assert.deepEqual(front.problems, []);
    assert.equal(front.responses[0]?.listenerCount('close'), 0);
  });
}

test('a caller that leaves while the connection is being made gets nothing sent', async (t) => {
  const upstream = await fullBacklog();
  const front = await openFront(upstream.url, { timeouts: { connectMs: 300 } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const socket = net.connect(front.port, '127.0.0.1', () => socket.write(rawRequest('GET', '/')));
  await sleep(50);
  socket.destroy();
  await sleep(500);
  assert.deepEqual(front.problems, []);
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

test('listeners do not pile up on a connection that is used again and again', async (t) => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => warnings.push(warning);
  process.on('warning', onWarning);
  const upstream = await echoUpstream();
  const front = await openFront(upstream.url);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  t.after(async () => {
    process.removeListener('warning', onWarning);
    agent.destroy();
    await Promise.all([front.close(), upstream.close()]);
  });
  const counts = new Set<number>();
  for (let count = 0; count < 40; count += 1) {
    await new Promise<void>((resolve, reject) => {
      http
        .get({ port: front.port, host: '127.0.0.1', agent }, (response) => response.resume().on('end', resolve))
        .on('error', reject);
    });
    const socket = front.responses.at(-1)?.req.socket;
    if (count > 1 && socket !== undefined) counts.add(socket.listenerCount('close') + socket.listenerCount('error'));
  }
  assert.equal(upstream.connections(), 1);
  assert.equal(counts.size, 1);
  for (const response of front.responses) assert.equal(response.listenerCount('close'), 0);
  assert.deepEqual(warnings, []);
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

/** Answers once on each connection, and breaks it when the next request arrives: the race of keep-alive. */
function breakingOnReuse(breakOff: 'end' | 'reset'): Script {
  return async (connection) => {
    await connection.head();
    connection.send(ok);
    await connection.head();
    connection[breakOff]();
  };
}

for (const breakOff of ['end', 'reset'] as const) {
  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
    test(`${method} on a reused connection that meets ${breakOff} is sent again on a new one`, async (t) => {
      const upstream = await scriptedUpstream(breakingOnReuse(breakOff));
      const front = await openFront(upstream.url);
      t.after(() => Promise.all([front.close(), upstream.close()]));
      await sendRaw(front.port, rawRequest('GET', '/first'));
      const answer = await sendRaw(front.port, rawRequest(method, '/second'), { head: method === 'HEAD' });
      assert.equal(answer.status, 200);
      const requests = upstream.connections.map((connection) => connection.received().match(/\/second /g)?.length ?? 0);
      assert.deepEqual(requests, [1, 1]);
    });
  }

  for (const method of ['POST', 'PATCH']) {
    test(`${method} on a reused connection that meets ${breakOff} is not sent twice: 502`, async (t) => {
      const upstream = await scriptedUpstream(breakingOnReuse(breakOff));
      const front = await openFront(upstream.url);
      t.after(() => Promise.all([front.close(), upstream.close()]));
      await sendRaw(front.port, rawRequest('GET', '/first'));
      const answer = await sendRaw(front.port, `${rawRequest(method, '/second', ['Content-Length: 1'])}x`);
      assert.equal(answer.status, 502);
      assert.deepEqual(fieldValues(answer, 'proxy-status'), ['gate; error=connection_terminated']);
      assert.equal(upstream.connections.length, 1);
    });
  }
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
  await sleep(50);
  const closing = front.upstream.close();
  const late = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.equal(late.status, 503);
  assert.equal(JSON.parse(late.body.toString()).code, 'upstream-unavailable');
  assert.equal((await running).body.toString(), 'ok');
  await closing;
  assert.ok(upstream.connections.length === 1);
});

test('close breaks what does not end in time', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
  });
  const front = await openFront(upstream.url);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const running = sendRaw(front.port, rawRequest('GET', '/'));
  await sleep(50);
  const started = performance.now();
  await front.upstream.close(100);
  assert.ok(performance.now() - started < 500);
  assert.equal((await running).status, 503);
});
