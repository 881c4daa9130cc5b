import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';
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
  const front = await openPassFront(upstream.url, { timeouts: { firstByteMs: 400, totalMs: 400 } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const socket = net.connect(front.port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString();
  });
  socket.write(rawRequest('POST', '/', ['Content-Length: 10']));
  for (let count = 0; count < 10; count += 1) {
    socket.write('x');
    await sleep(60);
  }
  while (!answer.includes('\r\n\r\n') && !socket.closed) await sleep(5);
  socket.destroy();
  assert.match(answer, /^HTTP\/1\.1 200/);
  assert.equal(upstream.last().body.toString(), 'xxxxxxxxxx');
});
