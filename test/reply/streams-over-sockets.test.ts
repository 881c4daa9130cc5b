import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';
import type { AnswerViolation, ParamapOptions } from '../../src/index.ts';
import { type EchoReply, type EchoUpstream, echoUpstream } from '../support/echo-upstream.ts';
import { type Front, gatewayFront, middlewareFront } from '../support/fronts.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { scriptedUpstream } from '../support/scripted-upstream.ts';

const text = { type: 'string' };
const part = (path: string) => ({
  type: 'object',
  required: ['text'],
  properties: { text: { ...text, 'x-upstream': path } },
});
const end = (path: string) => ({
  type: 'object',
  required: ['reason'],
  properties: { reason: { ...text, 'x-upstream': path } },
});
const streamed = (stream: object, type = 'text/event-stream') => ({ 200: { content: { [type]: stream } } });

/** One kind of stream for the caller, whichever of two providers answers. */
const contracts = {
  title: 'Chats',
  upstream: { name: 'models' },
  operations: {
    unnamed: {
      route: 'GET /unnamed',
      responses: streamed({
        'x-events': {
          token: { ...part('choices/[0]/delta/content'), 'x-upstream': 'message' },
          end: { ...end('choices/[0]/finish_reason'), 'x-upstream': 'message' },
        },
        'x-drop-events': { message: { const: '[DONE]' } },
      }),
      unknown: { response: 'drop' },
    },
    named: {
      route: 'GET /named',
      responses: streamed({
        'x-events': {
          token: { ...part('delta/text'), 'x-upstream': 'content_block_delta' },
          end: { ...end('delta/stop_reason'), 'x-upstream': 'message_delta' },
        },
        'x-other-events': 'drop',
      }),
      unknown: { response: 'drop' },
    },
    strict: {
      route: 'GET /strict',
      responses: streamed({ 'x-events': { token: { ...part('t'), 'x-upstream': 'message' } } }),
      responseValidation: 'enforce',
    },
    watched: { route: 'GET /watched', responses: streamed({ 'x-events': { message: { type: 'object' } } }) },
    lines: { route: 'GET /lines', responses: streamed(part('t'), 'application/x-ndjson') },
    open: { route: 'GET /open' },
  },
};

interface Setting {
  readonly front: Front;
  readonly upstream: EchoUpstream;
  readonly reports: AnswerViolation[][];
}

type OpenFront = (t: TestContext, options: ParamapOptions) => Promise<Front>;
const fronts: readonly (readonly [string, OpenFront])[] = [
  ['middleware', middlewareFront],
  ['gateway', gatewayFront],
];

async function set(
  t: TestContext,
  reply: EchoReply,
  more: Partial<ParamapOptions> & { open?: OpenFront } = {},
): Promise<Setting> {
  const upstream = await echoUpstream(reply);
  t.after(() => upstream.close());
  const reports: AnswerViolation[][] = [];
  const { open = gatewayFront, ...options } = more;
  const front = await open(t, {
    contracts,
    upstreams: { models: { targets: [upstream.url] } },
    onAnswerViolation: (violations) => reports.push([...violations]),
    ...options,
  });
  return { front, upstream, reports };
}

const events = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' };

const unnamedStream = [
  'data: {"id":"c1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\n\n',
  'data: {"id":"c1","choices":[{"index":0,"delta":{"content":"Grüß "},"finish_reason":null}]}\n\n',
  'data: {"id":"c1","choices":[{"index":0,"delta":{"content":"dich 😀"},"finish_reason":null}]}\n\n',
  'data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
  'data: [DONE]\n\n',
];
const namedStream = [
  'event: message_start\ndata: {"type":"message_start","message":{"id":"m1","content":[]}}\n\n',
  'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\n\n',
  'event: ping\ndata: {"type": "ping"}\n\n',
  'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüß "}}\n\n',
  'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"dich 😀"}}\n\n',
  'event: content_block_stop\ndata: {"type":"content_block_stop","index":0}\n\n',
  'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"stop","stop_sequence":null},"usage":{"output_tokens":15}}\n\n',
  'event: message_stop\ndata: {"type":"message_stop"}\n\n',
];
const tokens = 'event: token\ndata: {"text":"Grüß "}\n\nevent: token\ndata: {"text":"dich 😀"}\n\n';
const theEnd = 'event: end\ndata: {"reason":"stop"}\n\n';
const expected: Readonly<Record<string, string>> = {
  '/unnamed': `event: token\ndata: {"text":""}\n\n${tokens}${theEnd}`,
  '/named': `${tokens}${theEnd}`,
};

for (const [name, open] of fronts) {
  for (const [path, stream] of [
    ['/unnamed', unnamedStream],
    ['/named', namedStream],
  ] as const) {
    test(`two providers’ streams are one for the caller, wherever they are cut: ${path}, ${name}`, async (t) => {
      const bytes = Buffer.from(stream.join(''));
      const { front, reports, upstream } = await set(
        t,
        async (_request, response) => {
          response.writeHead(200, events);
          for (let at = 0; at < bytes.length; at += 7) {
            response.write(bytes.subarray(at, at + 7));
            if (at % 70 === 0) await sleep(1);
          }
          response.end();
        },
        { open },
      );
      const answer = await fetch(front.url + path);
      assert.equal(await answer.text(), expected[path]);
      assert.equal(answer.headers.get('content-type'), 'text/event-stream');
      assert.deepEqual(reports, []);
      assert.deepEqual(upstream.last().headers['accept-encoding'], ['identity']);
    });
  }

  test(`each event arrives at once, and the head before the first: ${name}`, async (t) => {
    const sentAt: number[] = [];
    const { front } = await set(
      t,
      async (_request, response) => {
        response.writeHead(200, events).flushHeaders();
        for (let tick = 0; tick < 4; tick += 1) {
          await sleep(300);
          sentAt.push(performance.now());
          response.write(`event: content_block_delta\ndata: {"delta":{"text":"${tick}"}}\n\n`);
        }
        response.end();
      },
      { open },
    );
    const started = performance.now();
    const answer = await fetch(`${front.url}/named`);
    assert.ok(performance.now() - started < 250, 'the head came before the first event');
    const arrivals: number[] = [];
    for await (const chunk of answer.body ?? []) {
      assert.match(Buffer.from(chunk).toString(), /^event: token\ndata: \{"text":"\d"\}\n\n$/);
      arrivals.push(performance.now());
    }
    assert.equal(arrivals.length, 4);
    for (const [index, at] of arrivals.entries()) {
      const late = at - (sentAt[index] ?? 0);
      assert.ok(late < 150, `event ${index} came ${Math.round(late)} ms late`);
    }
  });

  test(`an event that does not fit breaks the answer off where that is enforced, and the log knows why: ${name}`, async (t) => {
    const { front, reports } = await set(
      t,
      async (_request, response) => {
        response.writeHead(200, events);
        response.write('data: {"t":"one"}\n\n');
        await sleep(50);
        response.write('data: {"t":2}\n\ndata: {"t":"three"}\n\n');
        await sleep(2000);
        response.end();
      },
      { open },
    );
    const answer = await sendRaw(front.port, 'GET /strict HTTP/1.1\r\nHost: a\r\n\r\n', { untilClose: true });
    assert.equal(answer.status, 200);
    assert.deepEqual([answer.complete, answer.closed], [false, true]);
    assert.ok(answer.tookMs < 1500, 'the answer breaks off at once');
    assert.match(answer.raw, /one/);
    assert.doesNotMatch(answer.raw, /three|"text":2/);
    assert.equal(front.problems.length, 1);
    assert.equal(front.problems[0]?.code, 'upstream-contract-violation');
    assert.match(String(front.problems[0]?.cause), /`text` in the body must be a string.*\(event `token`\)/);
    assert.deepEqual(reports, []);
  });
}

test('an event that does not fit is a 502 where nothing has gone out yet', async (t) => {
  const { front } = await set(t, (_request, response) => void response.writeHead(200, events).end('data: {"t":2}\n\n'));
  const answer = await fetch(`${front.url}/strict`);
  assert.equal(answer.status, 502);
  assert.doesNotMatch(await answer.text(), /"t"|text/);
});

test('events that do not fit are told as they come', async (t) => {
  const { front, reports } = await set(t, async (_request, response) => {
    response.writeHead(200, events);
    for (const data of ['{"t":1}', '1', '"x"']) {
      response.write(`data: ${data}\n\n`);
      await sleep(30);
    }
    await sleep(5000);
    response.end();
  });
  const answer = await sendRaw(front.port, 'GET /watched HTTP/1.1\r\nHost: a\r\n\r\n', {
    until: '"x"',
    timeoutMs: 3000,
  });
  assert.match(answer.raw, /data: \{"t":1\}\n\n/);
  assert.deepEqual(
    reports.map((violations) => violations.map(({ code }) => code)),
    [['type'], ['type']],
  );
});

test('a caller that reads nothing holds the upstream back, and gets every event when it reads on', async (t) => {
  let written = 0;
  const count = 4000;
  const filler = 'x'.repeat(5000);
  const { front } = await set(t, async (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
    for (let index = 0; index < count && !response.destroyed; index += 1) {
      written += 1;
      if (!response.write(`{"t":"${index}-${filler}"}\n`)) await once(response, 'drain');
    }
    response.end();
  });
  const answer = await new Promise<http.IncomingMessage>((resolve) => void http.get(`${front.url}/lines`, resolve));
  await sleep(500);
  assert.ok(written < count, `all ${written} lines were taken although nobody reads`);
  let lines = 0;
  for await (const chunk of answer) lines += Buffer.from(chunk).filter((byte) => byte === 0x0a).length;
  assert.equal(lines, count);
});

test('a caller that leaves frees the upstream', async (t) => {
  const { promise: freed, resolve: free } = Promise.withResolvers<string>();
  const { front } = await set(t, async (_request, response) => {
    response.on('close', () => free('freed'));
    response.writeHead(200, events);
    while (!response.destroyed) {
      response.write('event: content_block_delta\ndata: {"delta":{"text":"x"}}\n\n');
      await sleep(10);
    }
  });
  await sendRaw(front.port, 'GET /named HTTP/1.1\r\nHost: a\r\n\r\n', { until: 'event: token' });
  assert.equal(await Promise.race([freed, sleep(5000, 'held', { ref: false })]), 'freed');
});

test('an upstream that breaks off in an event breaks the caller’s answer, with what came before', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    connection.send('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n');
    connection.send(
      'event: content_block_delta\ndata: {"delta":{"text":"x"}}\n\nevent: content_block_delta\ndata: {"del',
    );
    await connection.pause(50);
    connection.reset();
  });
  t.after(() => upstream.close());
  const { front } = await set(t, () => {}, { upstreams: { models: { targets: [upstream.url] } } });
  const answer = await sendRaw(front.port, 'GET /named HTTP/1.1\r\nHost: a\r\n\r\n', { untilClose: true });
  assert.deepEqual([answer.complete, answer.closed], [false, true]);
  assert.match(answer.raw, /event: token\ndata: \{"text":"x"\}\n\n/);
  assert.doesNotMatch(answer.raw, /"del/);
});

test('a coded stream is a 502 where it is mapped, and passes untouched where nobody looks into it', async (t) => {
  const content = zlib.gzipSync('data: {"t":"x"}\n\n');
  const { front } = await set(t, (_request, response) => {
    response.writeHead(200, { ...events, 'Content-Encoding': 'gzip' }).end(content);
  });
  assert.equal((await fetch(`${front.url}/named`)).status, 502);
  assert.equal(await (await fetch(`${front.url}/open`)).text(), 'data: {"t":"x"}\n\n');
  assert.equal(await (await fetch(`${front.url}/watched`)).text(), 'data: {"t":"x"}\n\n');
});

test('a HEAD of a mapped stream has its fields and no content', async (t) => {
  const { front } = await set(
    t,
    (_request, response) => void response.writeHead(200, { ...events, ETag: '"1"' }).end(),
  );
  const answer = await sendRaw(front.port, 'HEAD /named HTTP/1.1\r\nHost: a\r\n\r\n', { head: true });
  assert.deepEqual([answer.status, fieldValues(answer, 'etag'), answer.body.length], [200, [], 0]);
});
