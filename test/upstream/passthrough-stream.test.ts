import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { type Script, scriptedUpstream } from '../support/scripted-upstream.ts';
import { rawRequest } from './front.ts';
import { openPassFront } from './pass-front.ts';

const piece = Buffer.alloc(65_536, 7);
const pieces = 512;
const wholeLength = piece.length * pieces;
const wholeDigest = (() => {
  const digest = createHash('sha256');
  for (let count = 0; count < pieces; count += 1) digest.update(piece);
  return digest.digest('hex');
})();

/** Writes the pieces as fast as the other side takes them. */
async function writeAll(stream: http.OutgoingMessage): Promise<void> {
  for (let count = 0; count < pieces; count += 1) {
    if (!stream.write(piece)) await new Promise((resolve) => stream.once('drain', resolve));
  }
  stream.end();
}

for (const framing of ['with a length', 'in chunks'] as const) {
  test(`content of any size is streamed in both directions ${framing}, little of it held`, async (t) => {
    let received = '';
    const server = http.createServer(async (request, response) => {
      const digest = createHash('sha256');
      for await (const chunk of request) digest.update(chunk);
      received = digest.digest('hex');
      if (framing === 'with a length') response.setHeader('Content-Length', wholeLength);
      await writeAll(response);
    });
    const upstream = await listen(server);
    const front = await openPassFront(upstream.url);
    t.after(() => Promise.all([front.close(), upstream.close()]));
    const digest = createHash('sha256');
    let mostHeld = 0;
    await new Promise<void>((resolve, reject) => {
      const request = http.request({ port: front.port, host: '127.0.0.1', method: 'PUT' }, async (response) => {
        for await (const chunk of response) {
          digest.update(chunk);
          mostHeld = Math.max(mostHeld, front.responses[0]?.writableLength ?? 0);
        }
        resolve();
      });
      request.on('error', reject);
      if (framing === 'with a length') request.setHeader('Content-Length', wholeLength);
      void writeAll(request);
    });
    assert.equal(received, wholeDigest);
    assert.equal(digest.digest('hex'), wholeDigest);
    assert.ok(mostHeld < 1_000_000, `${mostHeld} bytes were held`);
  });
}

test('an upload may last longer than the limit for the first byte, as long as it flows', async (t) => {
  const upstream = await echoUpstream();
  const front = await openPassFront(upstream.url, { timeouts: { firstByteMs: 150, totalMs: 150 } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const socket = net.connect(front.port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString();
  });
  socket.write(rawRequest('POST', '/', ['Content-Length: 10']));
  for (let count = 0; count < 10; count += 1) {
    socket.write('x');
    await sleep(50);
  }
  await sleep(50);
  socket.destroy();
  assert.match(answer, /^HTTP\/1\.1 200/);
  assert.equal(upstream.last().body.toString(), 'xxxxxxxxxx');
});

const chunkedHead = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n';
const longHead = 'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nabc';

function afterFirstPiece(head: string, play: Script): Script {
  return async (connection) => {
    await connection.head();
    connection.send(head);
    await connection.pause(30);
    await play(connection);
  };
}

const cuts: Record<string, Script> = {
  'is reset in its chunks': afterFirstPiece(chunkedHead, (connection) => connection.reset()),
  'is closed in its chunks': afterFirstPiece(chunkedHead, (connection) => connection.end()),
  'is reset before its length': afterFirstPiece(longHead, (connection) => connection.reset()),
  'is closed before its length': afterFirstPiece(longHead, (connection) => connection.end()),
  'has a late chunk without a size': afterFirstPiece(chunkedHead, (connection) => connection.send('zz\r\n')),
  'is idle for too long': afterFirstPiece(chunkedHead, () => {}),
};

for (const [name, script] of Object.entries(cuts)) {
  test(`an answer that ${name} breaks the caller's connection and never ends cleanly`, async (t) => {
    const upstream = await scriptedUpstream(script);
    const front = await openPassFront(upstream.url, { timeouts: { idleMs: 150 } });
    t.after(() => Promise.all([front.close(), upstream.close()]));
    const answer = await sendRaw(front.port, rawRequest('GET', '/'));
    assert.equal(answer.status, 200);
    assert.equal(answer.closed, true);
    assert.equal(answer.complete, false);
    assert.ok(answer.tookMs < 700, `took ${answer.tookMs} ms`);
    assert.deepEqual(front.problems, []);
    assert.doesNotMatch(answer.raw, /problem|error/i);
  });
}

test('a stream that lasts longer than a stream may is broken', async (t) => {
  const upstream = await scriptedUpstream(
    afterFirstPiece(chunkedHead, async (connection) => {
      for (;;) {
        connection.send('1\r\nx\r\n');
        await connection.pause(10);
      }
    }),
  );
  const front = await openPassFront(upstream.url, { timeouts: { streamMs: 150 } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const answer = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.equal(answer.complete, false);
  assert.ok(answer.tookMs < 500, `took ${answer.tookMs} ms`);
});

test('an early final answer is passed on while the request is still being sent', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    connection.send('HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig');
    await connection.closed;
  });
  const front = await openPassFront(upstream.url);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const body = 'x'.repeat(20_000_000);
  const answer = await sendRaw(front.port, `${rawRequest('POST', '/', [`Content-Length: ${body.length}`])}${body}`);
  assert.deepEqual([answer.status, answer.body.toString()], [413, 'big']);
  assert.deepEqual(front.problems, []);
});

test('an upstream that does not read the request gives 504 (connection_write_timeout)', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    connection.stopReading();
    await connection.closed;
  });
  const front = await openPassFront(upstream.url, { timeouts: { firstByteMs: 300 } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const body = 'x'.repeat(20_000_000);
  const answer = await sendRaw(front.port, `${rawRequest('POST', '/', [`Content-Length: ${body.length}`])}${body}`);
  assert.equal(answer.status, 504);
  assert.deepEqual(fieldValues(answer, 'proxy-status'), ['gate; error=connection_write_timeout']);
});
