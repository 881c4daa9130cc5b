import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { GatewayOptions } from '../../src/index.ts';
import { type Front, type FrontOptions, gatewayFront, middlewareFront } from '../support/fronts.ts';
import { type FileBackend, fileBackend } from './file-backend.ts';
import { boundary, formType, partHead } from './multipart-text.ts';
import { uploadContract } from './upload-contract.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const megabyte = 1024 * 1024;

/** What is alive in this process: objects, and the buffers that they hold. */
function liveBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
const surfaces = { middleware: middlewareFront, gateway: gatewayFront } as const;

type Settings = Partial<FrontOptions<GatewayOptions>> & { readonly timeouts?: { readonly firstByteMs?: number } };

async function open(
  t: TestContext,
  start: (typeof surfaces)[keyof typeof surfaces],
  { timeouts = {}, ...options }: Settings = {},
): Promise<{ backend: FileBackend; front: Front }> {
  const backend = await fileBackend();
  t.after(() => backend.close());
  const front = await start(t, {
    contracts: uploadContract,
    upstreams: { files: { targets: [backend.url], timeouts } },
    ...options,
  });
  return { backend, front };
}

interface Sent {
  readonly status: number;
  readonly text: string;
  /** How far above its beginning the live memory of this process went, in bytes; backend and caller are in it, too. */
  readonly growth: number;
}

/** Sends `size` bytes as one file of a form or as a binary body, from a stream that heeds backpressure. */
async function send(
  front: Front,
  size: number,
  { form = true, onProgress = (_sent: number) => {} } = {},
): Promise<Sent & { sha256: string }> {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(65_536, 'x');
  const before = liveBytes();
  let growth = 0;
  const [path, method, type] = form ? ['/uploads', 'POST', formType] : ['/blobs/1', 'PUT', 'application/octet-stream'];
  const request = http.request({
    port: front.port,
    host: '127.0.0.1',
    path,
    method,
    headers: { 'Content-Type': type },
  });
  const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
    request.on('error', reject);
    request.on('response', async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
    });
  });
  answered.catch(() => {});
  if (form)
    request.write(
      `${partHead({ name: 'title', content: '' })}big\r\n${partHead({ name: 'file', fileName: 'big.bin' })}`,
    );
  for (let sent = 0; sent < size && !request.destroyed; sent += piece.length) {
    const chunk = piece.subarray(0, Math.min(piece.length, size - sent));
    hash.update(chunk);
    if (!request.write(chunk)) await Promise.race([new Promise((resolve) => request.once('drain', resolve)), answered]);
    if (sent % (8 * megabyte) === 0) growth = Math.max(growth, liveBytes() - before);
    onProgress(sent);
  }
  request.end(form ? `\r\n--${boundary}--\r\n` : undefined);
  return { ...(await answered), growth, sha256: hash.digest('hex') };
}

for (const [surface, start] of Object.entries(surfaces)) {
  for (const form of [true, false]) {
    const what = form ? 'a file of a form' : 'a binary body';

    test(`${surface}: ${what} of 100 MB goes through whole, in flat memory`, async (t) => {
      const { backend, front } = await open(t, start, {
        limits: { uploadBytes: 101 * megabyte, fileBytes: 101 * megabyte },
      });
      await send(front, 4 * megabyte, { form });
      const { status, growth, sha256 } = await send(front, 100 * megabyte, { form });
      assert.equal(status, 201);
      const part = backend.stored.at(-1)?.parts.at(-1);
      assert.deepEqual([part?.size, part?.sha256], [100 * megabyte, sha256]);
      assert.ok(growth < 24 * megabyte, `memory grew by ${Math.round(growth / megabyte)} MB`);
    });

    test(`${surface}: an upstream that does not read holds the caller of ${what} back`, async (t) => {
      const { backend, front } = await open(t, start);
      let release = (): void => {};
      backend.answer((request, response) => {
        release = () => {
          request.resume();
          request.on('end', () => response.end('late'));
        };
      });
      let progress = 0;
      const sending = send(front, 60 * megabyte, { form, onProgress: (sent) => (progress = sent) });
      for (let before = -1; before !== progress; await sleep(300)) before = progress;
      assert.ok(progress < 30 * megabyte, `the caller has sent ${progress} bytes`);
      release();
      assert.deepEqual((await sending).text, 'late');
    });

    test(`${surface}: a caller that leaves in the middle of ${what} frees the upstream at once`, async (t) => {
      const { backend, front } = await open(t, start);
      const broke = backend.broke();
      const socket = net.connect(front.port, '127.0.0.1');
      socket.on('error', () => {});
      const head = form
        ? `POST /uploads HTTP/1.1\r\nHost: a\r\nContent-Type: ${formType}`
        : 'PUT /blobs/1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream';
      socket.write(`${head}\r\nContent-Length: 9999999\r\n\r\n`);
      if (form) socket.write(`${partHead({ name: 'title' })}t\r\n${partHead({ name: 'file', fileName: 'f' })}`);
      socket.write(Buffer.alloc(100_000));
      while (backend.counts().received < 90_000) await sleep(5);
      const left = performance.now();
      socket.destroy();
      await broke;
      assert.ok(performance.now() - left < 500, 'the upstream was freed late');
      assert.deepEqual(backend.stored, []);
      assert.deepEqual(front.problems, []);
    });

    test(`${surface}: an upstream that answers 413 before it has read ${what} is heard`, async (t) => {
      const { backend, front } = await open(t, start);
      backend.answer((_request, response) => {
        response.writeHead(413, { Connection: 'close', 'Content-Type': 'text/plain' }).end('too much for me');
      });
      const { status, text } = await send(front, 20 * megabyte, { form });
      assert.deepEqual([status, text], [413, 'too much for me']);
    });

    test(`${surface}: an upstream that breaks off in ${what} is a 502`, async (t) => {
      const { backend, front } = await open(t, start);
      backend.answer((request) => request.once('readable', () => request.socket.resetAndDestroy()));
      const { status, text } = await send(front, 20 * megabyte, { form });
      assert.equal(status, 502, text);
      assert.equal(JSON.parse(text).code, 'upstream-reset');
    });

    test(`${surface}: ${what} over the limit is answered with 413, and the upstream never has a whole one`, async (t) => {
      const { backend, front } = await open(t, start, { limits: { uploadBytes: 3 * megabyte } });
      const { status, text } = await send(front, 20 * megabyte, { form });
      assert.equal(status, 413, text);
      assert.equal(JSON.parse(text).limitBytes, 3 * megabyte);
      assert.deepEqual(backend.stored, []);
    });

    test(`${surface}: a caller that stops sending ${what} is told so with 408, not blamed on the upstream`, async (t) => {
      const { backend, front } = await open(t, start, { timeouts: { firstByteMs: 200 } });
      const socket = net.connect(front.port, '127.0.0.1');
      const head = form
        ? `POST /uploads HTTP/1.1\r\nHost: a\r\nContent-Type: ${formType}`
        : 'PUT /blobs/1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream';
      socket.write(`${head}\r\nContent-Length: 9999999\r\n\r\n`);
      if (form) socket.write(`${partHead({ name: 'title' })}t\r\n${partHead({ name: 'file', fileName: 'f' })}`);
      socket.write('some');
      const [chunk] = await new Promise<Buffer[]>((resolve) => socket.once('data', (data) => resolve([data])));
      socket.destroy();
      assert.match(String(chunk), /^HTTP\/1\.1 408 /);
      assert.deepEqual(backend.stored, []);
    });
  }
}
