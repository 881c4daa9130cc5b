import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';
import { type TestContext, test } from 'node:test';
import express from 'express';
import { keepRawBody } from '../../src/middleware/raw-body.ts';
import { type BodyTaken, takeBody } from '../../src/middleware/take-body.ts';
import { listen } from '../support/listen.ts';

const limit = 20;

interface Taking {
  readonly port: number;
  /** What `takeBody` gave for the first request. */
  readonly taken: Promise<BodyTaken>;
  /** Resolves when the taking of the first request has begun. */
  readonly begun: Promise<void>;
}

/** A server that lets the given middleware go first, then takes the body. */
async function takingAfter(t: TestContext, ...before: express.RequestHandler[]): Promise<Taking> {
  const { promise, resolve } = Promise.withResolvers<BodyTaken>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const app = express();
  app.use(...before, async (req, res) => {
    resolve(takeBody(req, limit));
    begin();
    await promise;
    res.end();
  });
  const { port, close } = await listen(http.createServer(app));
  t.after(close);
  return { port, taken: promise, begun };
}

function send(port: number, head: readonly string[], body: string): net.Socket {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(['POST / HTTP/1.1', 'Host: x', ...head, '', body].join('\r\n'));
  return socket;
}

const pause: express.RequestHandler = (req, _res, next) => {
  req.pause();
  next();
};
const nothing: express.RequestHandler = (_req, _res, next) => next();
const json = 'Content-Type: application/json';
const chunked = 'Transfer-Encoding: chunked';
const text = '{"id":1.0}';

const bytesOf = (taken: BodyTaken): string | undefined => {
  if (taken.kind !== 'body' || taken.body?.kind !== 'bytes') return undefined;
  return Buffer.from(taken.body.bytes).toString();
};

const intact: readonly [what: string, before: express.RequestHandler][] = [
  ['nobody', nothing],
  ['express.json() that keeps the bytes', express.json({ verify: keepRawBody })],
  ['express.raw()', express.raw({ type: '*/*' })],
  ['express.text()', express.text({ type: '*/*' })],
  ['a parser of another media type', express.urlencoded()],
  ['a middleware that takes its time', (_req, _res, next) => void setTimeout(next, 20)],
  ['a middleware that paused the stream', pause],
];
for (const [what, before] of intact) {
  for (const [framing, head, body] of [
    ['with a length', `Content-Length: ${text.length}`, text],
    ['in chunks', chunked, `4\r\n${text.slice(0, 4)}\r\n6\r\n${text.slice(4)}\r\n0\r\n\r\n`],
  ] as const) {
    test(`takes the bytes ${framing} behind ${what}`, async (t) => {
      const { port, taken } = await takingAfter(t, before);
      send(port, [json, head], body);
      assert.equal(bytesOf(await taken), text);
    });
  }
}

test('takes the value that express.json() left where nobody kept the bytes', async (t) => {
  const { port, taken } = await takingAfter(t, express.json());
  send(port, [json, 'Content-Length: 10'], text);
  assert.deepEqual(await taken, { kind: 'body', body: { kind: 'parsed', value: { id: 1 } } });
});

test('tells a text that a JSON parser made from one that a text parser kept', async (t) => {
  const parsed = await takingAfter(t, express.json({ strict: false }));
  send(parsed.port, [json, 'Content-Length: 5'], '"abc"');
  assert.deepEqual(await parsed.taken, { kind: 'body', body: { kind: 'parsed', value: 'abc' } });
  const kept = await takingAfter(t, express.text({ type: '*/*' }));
  send(kept.port, [json, 'Content-Length: 5'], '"abc"');
  assert.equal(bytesOf(await kept.taken), '"abc"');
});

const charsets: readonly [charset: string, bytes: Buffer][] = [
  ['iso-8859-1', Buffer.from('caf\xe9 \x85', 'latin1')],
  ['windows-1252', Buffer.from('\x80 \xe9', 'latin1')],
  ['utf-16le', Buffer.from('é𝄞', 'utf16le')],
  ['utf-16be', Buffer.from('é𝄞', 'utf16le').swap16()],
];
for (const [charset, content] of charsets) {
  for (const [framing, head, ends] of [
    ['with a length', `Content-Length: ${content.length}`, ['', '']],
    ['in chunks', chunked, [`${content.length.toString(16)}\r\n`, '\r\n0\r\n\r\n']],
  ] as const) {
    test(`takes a text in ${charset} ${framing} behind express.text() as it was sent`, async (t) => {
      const { port, taken } = await takingAfter(t, express.text());
      const socket = send(port, [`Content-Type: text/plain; charset=${charset}`, head], ends[0]);
      socket.write(content);
      socket.write(ends[1]);
      const { body } = (await taken) as Extract<BodyTaken, { kind: 'body' }>;
      assert.deepEqual(body?.kind === 'bytes' && Buffer.from(body.bytes), content);
    });
  }
}

const empty: readonly [what: string, head: readonly string[], body: string][] = [
  ['without framing', [], ''],
  ['with a length of 0', ['Content-Length: 0'], ''],
  ['in no chunks', [chunked], '0\r\n\r\n'],
];
const drain: express.RequestHandler = (req, _res, next) => void req.on('end', () => next()).resume();
const keeping = express.json({ verify: keepRawBody });
for (const [what, head, body] of empty) {
  const orders: [behind: string, before: express.RequestHandler][] = [
    ['nobody', nothing],
    ['express.json() that keeps the bytes', keeping],
    ['a middleware that drained the stream', drain],
  ];
  for (const [behind, before] of orders) {
    test(`finds no content ${what} behind ${behind}`, async (t) => {
      const { port, taken } = await takingAfter(t, before);
      send(port, head, body);
      assert.deepEqual(await taken, { kind: 'body', body: undefined });
    });
  }
}

const statusOf = (taken: BodyTaken): number | undefined =>
  taken.kind === 'problem' ? taken.problem.status : undefined;

test('takes a body of exactly the limit', async (t) => {
  const { port, taken } = await takingAfter(t, nothing);
  send(port, [`Content-Length: ${limit}`], 'x'.repeat(limit));
  assert.equal(bytesOf(await taken)?.length, limit);
});

test('refuses a declared length over the limit before a byte of it has come', async (t) => {
  const { port, taken } = await takingAfter(t, nothing);
  send(port, [`Content-Length: ${limit + 1}`], '');
  assert.equal(statusOf(await taken), 413);
});

test('refuses chunks as soon as they are over the limit, although more are to come', async (t) => {
  const { port, taken } = await takingAfter(t, nothing);
  send(port, [chunked], `15\r\n${'x'.repeat(21)}\r\n`);
  assert.equal(statusOf(await taken), 413);
});

test('refuses bytes over the limit that another parser with a higher limit took', async (t) => {
  const { port, taken } = await takingAfter(t, express.raw({ type: '*/*' }));
  send(port, [chunked], `15\r\n${'x'.repeat(21)}\r\n0\r\n\r\n`);
  assert.equal(statusOf(await taken), 413);
});

test('says that the caller has gone where the body ends before its length', async (t) => {
  const { port, taken, begun } = await takingAfter(t, nothing);
  const socket = send(port, ['Content-Length: 10'], 'abc');
  await begun;
  socket.destroy();
  assert.deepEqual(await taken, { kind: 'gone' });
});

const consumers: readonly [what: string, before: express.RequestHandler][] = [
  ['threw it away', (req, _res, next) => void req.on('end', () => next()).resume()],
  ['took a part of it', (req, res, next) => void req.once('data', () => pause(req, res, next))],
  [
    'iterated over it',
    async (req, _res, next) => {
      for await (const _chunk of req);
      next();
    },
  ],
];
for (const [what, before] of consumers) {
  test(`answers 500 with a cause, and does not wait for ever, where a middleware ${what}`, async (t) => {
    const { port, taken } = await takingAfter(t, before);
    send(port, [json, 'Content-Length: 10'], text);
    const result = await taken;
    assert.equal(statusOf(result), 500);
    assert.match(
      String(result.kind === 'problem' && result.problem.cause),
      /before paramap .* `?next|before paramap .*keepRawBody/,
    );
  });
}

test('leaves no listeners behind on the request', async (t) => {
  const { promise: counts, resolve } = Promise.withResolvers<number[]>();
  const names = ['data', 'end', 'error', 'close'] as const;
  const { port, taken } = await takingAfter(t, (req, res, next) => {
    const before = names.map((name) => req.listenerCount(name));
    res.on('finish', () => resolve(names.map((name, index) => req.listenerCount(name) - (before[index] ?? 0))));
    next();
  });
  send(port, ['Content-Length: 3'], 'abc');
  await taken;
  assert.deepEqual(await counts, [0, 0, 0, 0]);
});
