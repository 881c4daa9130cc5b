import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UpstreamTimeouts } from '../../src/upstream/timeouts.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { answering, type Script, scriptedUpstream } from '../support/scripted-upstream.ts';
import { ways } from './both-ways.ts';
import { openFront, promptMs, rawRequest } from './front.ts';
import { openPassFront } from './pass-front.ts';

const chunkedHead = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n';
const longHead = 'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nabc';

const largeBody = 'x'.repeat(20_000_000);
const largeRequest = `${rawRequest('POST', '/', [`Content-Length: ${largeBody.length}`])}${largeBody}`;

function afterFirstPiece(head: string, play: Script): Script {
  return async (connection) => {
    await connection.head();
    connection.send(head);
    await connection.pause(30);
    await play(connection);
  };
}

/** What becomes of an answer that has begun: nothing can be answered any more, but `code` is told. */
const cuts: Record<string, { script: Script; code: string; timeouts?: Partial<UpstreamTimeouts> }> = {
  'is reset in its chunks': {
    code: 'upstream-reset',
    script: afterFirstPiece(chunkedHead, (connection) => connection.reset()),
  },
  'is closed in its chunks': {
    code: 'upstream-reset',
    script: afterFirstPiece(chunkedHead, (connection) => connection.end()),
  },
  'is reset before its length': {
    code: 'upstream-reset',
    script: afterFirstPiece(longHead, (connection) => connection.reset()),
  },
  'is closed before its length': {
    code: 'upstream-reset',
    script: afterFirstPiece(longHead, (connection) => connection.end()),
  },
  'has a late chunk without a size': {
    code: 'upstream-invalid-response',
    script: afterFirstPiece(chunkedHead, (connection) => connection.send('zz\r\n')),
  },
  'is idle for too long': {
    code: 'upstream-timeout',
    script: afterFirstPiece(chunkedHead, () => {}),
    timeouts: { idleMs: 150 },
  },
  'lasts longer than a stream may': {
    code: 'upstream-timeout',
    script: afterFirstPiece(chunkedHead, async (connection) => {
      for (;;) {
        connection.send('1\r\nx\r\n');
        await connection.pause(10);
      }
    }),
    timeouts: { streamMs: 150 },
  },
};

for (const [way, open] of Object.entries(ways)) {
  for (const [name, { script, code, timeouts = {} }] of Object.entries(cuts)) {
    test(`${way}: an answer that ${name} breaks the caller's connection, never ends cleanly, and is told as ${code}`, async (t) => {
      const upstream = await scriptedUpstream(script);
      const front = await open(upstream.url, { timeouts });
      t.after(() => Promise.all([front.close(), upstream.close()]));
      const answer = await sendRaw(front.port, rawRequest('GET', '/'));
      assert.equal(answer.status, 200);
      assert.equal(answer.closed, true);
      assert.equal(answer.complete, false);
      assert.ok(answer.tookMs < promptMs, `took ${answer.tookMs} ms`);
      assert.deepEqual(
        front.problems.map((problem) => problem.code),
        [code],
      );
      assert.doesNotMatch(answer.raw, /problem|error/i);
    });
  }

  test(`${way}: an early final answer is passed on while the request is still being sent`, async (t) => {
    const upstream = await scriptedUpstream(async (connection) => {
      await connection.head();
      connection.stopReading();
      connection.send('HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig');
      await connection.pause(50);
      connection.end();
    });
    const front = await open(upstream.url);
    t.after(() => Promise.all([front.close(), upstream.close()]));
    const answer = await sendRaw(front.port, largeRequest);
    assert.deepEqual([answer.status, answer.body.toString()], [413, 'big']);
    assert.deepEqual(front.problems, []);
  });

  test(`${way}: an upstream that does not read the request gives 504 (connection_write_timeout)`, async (t) => {
    const upstream = await scriptedUpstream(async (connection) => {
      await connection.head();
      connection.stopReading();
      await connection.closed;
    });
    const front = await open(upstream.url, { timeouts: { firstByteMs: 300 } });
    t.after(() => Promise.all([front.close(), upstream.close()]));
    const answer = await sendRaw(front.port, largeRequest);
    assert.equal(answer.status, 504);
    assert.deepEqual(fieldValues(answer, 'proxy-status'), ['gate; error=connection_write_timeout']);
  });
}

const wrongFirstChunk = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n';

test('forwarding: a first chunk without a size, which came with its head, breaks the connection of the caller', async (t) => {
  const upstream = await scriptedUpstream(answering(wrongFirstChunk));
  const front = await openFront(upstream.url);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const answer = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.deepEqual([answer.status, answer.closed, answer.complete], [200, true, false]);
});

test('passing through: a first chunk without a size, which came with its head, gives 502', async (t) => {
  const upstream = await scriptedUpstream(answering(wrongFirstChunk));
  const front = await openPassFront(upstream.url);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const answer = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.deepEqual([answer.status, answer.complete], [502, true]);
  assert.deepEqual(fieldValues(answer, 'proxy-status'), ['gate; error=http_response_transfer_coding']);
});

test('the total limit does not cut an answer that is being streamed', async (t) => {
  const upstream = await scriptedUpstream(
    afterFirstPiece(chunkedHead, async (connection) => {
      await connection.pause(250);
      connection.send('0\r\n\r\n');
    }),
  );
  const front = await openFront(upstream.url, { timeouts: { totalMs: 100 } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const answer = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.deepEqual([answer.body.toString(), answer.complete], ['abc', true]);
});

test('the head of a stream reaches the caller before the first event does', async (t) => {
  const { promise: isAsked, resolve: ask } = Promise.withResolvers<void>();
  const upstream = await scriptedUpstream(
    afterFirstPiece('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n', async (connection) => {
      await isAsked;
      connection.send('data: 1\n\n');
      connection.end();
    }),
  );
  const front = await openFront(upstream.url);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const early = await sendRaw(front.port, rawRequest('GET', '/'), { until: 'chunked\r\n\r\n' });
  assert.equal(early.status, 200);
  assert.equal(early.body.length, 0);
  ask();
  const whole = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.deepEqual([whole.body.toString(), whole.complete], ['data: 1\n\n', true]);
});

test('a small answer goes out in one piece, head and content', async (t) => {
  const upstream = await scriptedUpstream(answering('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\xff\x00\xe9z'));
  const front = await openFront(upstream.url);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const pieces = await new Promise<Buffer[]>((resolve) => {
    const received: Buffer[] = [];
    const socket = net.connect(front.port, '127.0.0.1', () =>
      socket.write(rawRequest('GET', '/', ['Connection: close'])),
    );
    socket.on('data', (piece) => received.push(piece));
    socket.on('close', () => resolve(received));
  });
  assert.equal(pieces.length, 1);
  assert.ok(pieces[0]?.toString('latin1').endsWith('\r\n\r\n\xff\x00\xe9z'));
});

test('every byte of a large answer arrives, and little of it is held for a slow caller', async (t) => {
  const piece = Buffer.alloc(65_536, 7);
  const pieces = 1024;
  const server = http.createServer(async (_request, response) => {
    response.setHeader('Content-Length', piece.length * pieces);
    for (let count = 0; count < pieces; count += 1) {
      if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve));
    }
    response.end();
  });
  const upstream = await listen(server);
  const front = await openFront(upstream.url);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  let mostHeld = 0;
  const digest = createHash('sha256');
  let length = 0;
  await new Promise<void>((resolve, reject) => {
    http
      .get({ port: front.port, host: '127.0.0.1' }, async (response) => {
        for await (const chunk of response) {
          digest.update(chunk);
          length += chunk.length;
          mostHeld = Math.max(mostHeld, front.responses[0]?.writableLength ?? 0);
          if (length % (piece.length * 16) < 4096) await sleep(1);
        }
        resolve();
      })
      .on('error', reject);
  });
  assert.equal(length, piece.length * pieces);
  const expected = createHash('sha256');
  for (let count = 0; count < pieces; count += 1) expected.update(piece);
  assert.equal(digest.digest('hex'), expected.digest('hex'));
  assert.ok(mostHeld > 0 && mostHeld < 1_000_000, `${mostHeld} bytes were held`);
});

test('a request body reaches the upstream as it is, with its length', async (t) => {
  const upstream = await echoUpstream();
  const front = await openFront(upstream.url, { outgoing: (outgoing) => ({ ...outgoing, body: 'grün €' }) });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'GET']) {
    const answer = await sendRaw(front.port, rawRequest(method, '/'));
    assert.equal(answer.status, 200);
    assert.equal(upstream.last().method, method);
    assert.equal(upstream.last().body.toString('utf8'), 'grün €');
    assert.deepEqual(upstream.last().headers['content-length'], ['9']);
    assert.equal(upstream.last().headers['transfer-encoding'], undefined);
  }
});
