import assert from 'node:assert/strict';
import http from 'node:http';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import express, { type RequestHandler } from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { keepRawBody, type Problem, paramap } from '../../src/index.ts';
import { listen } from '../support/listen.ts';
import { sendRaw } from '../support/raw-client.ts';
import { type FileBackend, fileBackend } from './file-backend.ts';
import { formBytes, formRequest, type TestPart } from './multipart-text.ts';
import { uploadContract } from './upload-contract.ts';

const title: TestPart = { name: 'title', content: 'holiday' };
const file: TestPart = { name: 'file', fileName: 'a.bin', content: 'x'.repeat(200_000) };
const form = formRequest('POST /uploads', formBytes([title, file]));
const binary = formRequest('PUT /blobs/7', 'y'.repeat(200_000), 'application/octet-stream');

interface Served {
  readonly port: number;
  readonly backend: FileBackend;
  readonly problems: readonly Problem[];
}

/** An app with paramap behind `before`, and `after` behind it. */
async function serve(
  t: TestContext,
  way: 'forward' | 'rewrite' | 'upstreams',
  handlers: { readonly before?: RequestHandler; readonly after?: RequestHandler } = {},
): Promise<Served> {
  const backend = await fileBackend();
  const problems: Problem[] = [];
  const proxy = createProxyMiddleware({ target: backend.url, logger: { info() {}, warn() {}, error() {} } });
  const api = paramap({
    contracts: uploadContract,
    ...(way === 'forward' ? { forward: proxy } : { upstreams: { files: { targets: [backend.url] } } }),
    onProblem: (problem) => void problems.push(problem),
    onWarning: () => {},
  });
  const app = express();
  if (handlers.before !== undefined) app.use(handlers.before);
  app.use(way === 'rewrite' ? api.rewrite : api);
  if (handlers.after !== undefined) app.use(handlers.after);
  const { port, close } = await listen(http.createServer(app));
  t.after(() => Promise.all([close(), api.close(), backend.close()]));
  return { port, backend, problems };
}

const sizes = ({ stored }: FileBackend) =>
  stored.map(({ url, parts }) => [url, ...parts.map(({ name, size, text }) => [name, size ?? text])]);

test('an app’s own proxy gets a form and a binary body as they come', async (t) => {
  const { port, backend } = await serve(t, 'forward');
  assert.equal((await sendRaw(port, form)).status, 201);
  assert.equal((await sendRaw(port, binary)).status, 201);
  assert.deepEqual(sizes(backend), [
    ['/v1/files', ['caption', 'holiday'], ['payload', 200_000]],
    ['/v1/blobs/7', ['', 200_000]],
  ]);
  assert.equal(backend.stored[1]?.headers['content-length'], '200000');
});

test('a form that turns out unfit on its way through an app’s own proxy is answered by us, and broken off', async (t) => {
  const { port, backend, problems } = await serve(t, 'forward');
  const late = formRequest('POST /uploads', formBytes([title, file, { name: 'rating', content: '1' }]));
  const broke = backend.broke();
  const answer = await sendRaw(port, late);
  assert.equal(answer.status, 400, answer.raw);
  assert.equal(JSON.parse(answer.body.toString()).errors[0].code, 'part-order');
  await broke;
  assert.deepEqual(backend.stored, []);
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['invalid-request'],
  );
});

test('rewriting leaves a binary body on the request, for the handlers that follow', async (t) => {
  const { port } = await serve(t, 'rewrite', {
    after: async (req, res) => {
      let size = 0;
      for await (const chunk of req) size += chunk.length;
      res.json({ url: req.url, size, body: req.body === undefined, length: req.headers['content-length'] });
    },
  });
  const answer = await sendRaw(port, binary);
  assert.deepEqual(JSON.parse(answer.body.toString()), {
    url: '/v1/blobs/7',
    size: 200_000,
    body: true,
    length: '200000',
  });
});

test('rewriting cannot hand files on, and says so', async (t) => {
  const { port, problems } = await serve(t, 'rewrite', { after: (_req, res) => void res.end('reached') });
  assert.equal((await sendRaw(port, form)).status, 500);
  assert.match(String(problems[0]?.cause), /`api\.rewrite` cannot hand a form with files on/);
});

const parsers: Readonly<Record<string, RequestHandler>> = {
  'express.raw()': express.raw({ type: () => true, limit: '1mb' }),
  'a parser that keeps the bytes': (req, res, next) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      keepRawBody(req, res, Buffer.concat(chunks));
      req.body = { title: 'holiday' };
      next();
    });
  },
};
for (const [name, before] of Object.entries(parsers)) {
  test(`a body that ${name} has read is taken from its bytes`, async (t) => {
    const { port, backend } = await serve(t, 'upstreams', { before });
    assert.equal((await sendRaw(port, form)).status, 201);
    assert.equal((await sendRaw(port, binary)).status, 201);
    assert.deepEqual(sizes(backend), [
      ['/v1/files', ['caption', 'holiday'], ['payload', 200_000]],
      ['/v1/blobs/7', ['', 200_000]],
    ]);
  });
}

test('bytes that express.raw() has decompressed go on without the coding and the digest of what was sent', async (t) => {
  const { port, backend } = await serve(t, 'upstreams', { before: express.raw({ type: () => true }) });
  const coded = gzipSync('hello');
  const fields = ['Content-Type: application/octet-stream', 'Content-Encoding: gzip', 'Content-Digest: x'];
  const head = ['PUT /blobs/7 HTTP/1.1', 'Host: x', ...fields, `Content-Length: ${coded.length}`, '', ''].join('\r\n');
  assert.equal((await sendRaw(port, Buffer.concat([Buffer.from(head), coded]))).status, 201);
  assert.deepEqual(sizes(backend), [['/v1/blobs/7', ['', 5]]]);
  const { 'content-encoding': coding, 'content-digest': digest } = backend.stored[0]?.headers ?? {};
  assert.deepEqual([coding, digest], [undefined, undefined]);
});

test('a form that another parser has read, and left no bytes of, is a 500 that says what to do', async (t) => {
  const before: RequestHandler = (req, _res, next) => {
    req.resume();
    req.on('end', () => {
      req.body = { title: 'holiday' };
      next();
    });
  };
  const { port, problems } = await serve(t, 'upstreams', { before });
  assert.equal((await sendRaw(port, form)).status, 500);
  assert.match(String(problems[0]?.cause), /Mount paramap before it, or keep the bytes/);
});

test('an app that only rewrites is warned at start of an operation that takes files', async () => {
  const warnings: string[] = [];
  const onWarning = ({ rule }: { readonly rule: string }) => void warnings.push(rule);
  const api = paramap({ contracts: uploadContract, upstreams: {}, onWarning });
  await api.close();
  assert.deepEqual(warnings, ['rewrite-files']);
});
