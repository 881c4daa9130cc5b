import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AnswerViolation, ParamapOptions } from '../../src/index.ts';
import { type EchoReply, type EchoUpstream, echoUpstream } from '../support/echo-upstream.ts';
import { type Front, gatewayFront, middlewareFront } from '../support/fronts.ts';
import { fieldValues, type RawAnswer, sendRaw } from '../support/raw-client.ts';
import { scriptedUpstream } from '../support/scripted-upstream.ts';

const object = { type: 'object' };
const when = { required: ['error'] };
const mapped = { type: 'object', required: ['name'], properties: { name: { type: 'string', 'x-upstream': 'n' } } };
const json = (schema: object) => ({ content: { 'application/json': schema } });
const next = { type: 'string', 'x-upstream': { in: 'body', name: '/page/next' } };
const contracts = {
  title: 'Answers',
  upstream: { name: 'users' },
  operations: {
    lookup: {
      route: 'GET /lookup',
      responses: { 200: {}, 404: { upstream: { status: '200', when }, ...json(object) }, default: {} },
    },
    silent: { route: 'GET /silent', responses: { 204: { upstream: { status: '200' } } } },
    paged: { route: 'GET /paged', responses: { 200: { headers: { properties: { 'X-Next': next } } } } },
    reported: { route: 'GET /reported', responses: { 200: json(mapped) } },
    enforced: { route: 'GET /enforced', responses: { 200: json(mapped) }, responseValidation: 'enforce' },
  },
};

type OpenFront = (t: TestContext, options: ParamapOptions) => Promise<Front>;
const fronts: readonly (readonly [string, OpenFront])[] = [
  ['middleware', middlewareFront],
  ['gateway', gatewayFront],
];

interface Setting {
  readonly front: Front;
  readonly upstream: EchoUpstream;
  readonly reports: string[];
  ask(path: string, method?: string): Promise<RawAnswer>;
}

async function set(
  t: TestContext,
  reply: EchoReply,
  more: Partial<ParamapOptions> & { open?: OpenFront } = {},
): Promise<Setting> {
  const upstream = await echoUpstream(reply);
  t.after(() => upstream.close());
  const reports: string[] = [];
  const { open = gatewayFront, ...options } = more;
  const front = await open(t, {
    contracts,
    upstreams: { users: { targets: [upstream.url] } },
    onAnswerViolation: (violations: readonly AnswerViolation[]) =>
      void reports.push(violations.map((violation) => `${violation.in}: ${violation.code}`).join()),
    ...options,
  });
  const ask = (path: string, method = 'GET') =>
    sendRaw(front.port, `${method} ${path} HTTP/1.1\r\nHost: a\r\n\r\n`, { head: method === 'HEAD' });
  return { front, upstream, reports, ask };
}

const type = { 'Content-Type': 'application/json' };

for (const [name, open] of fronts) {
  test(`a 200 that is an error reaches the caller as a 404 that nobody keeps: ${name}`, async (t) => {
    const { ask, upstream } = await set(
      t,
      (_request, response) =>
        void response
          .writeHead(200, 'All Fine', { ...type, ETag: '"1"', 'Cache-Control': 'max-age=60' })
          .end('{"error":"gone"}'),
      { open },
    );
    const answer = await ask('/lookup');
    assert.equal(answer.statusLine, 'HTTP/1.1 404 Not Found');
    assert.equal(answer.body.toString(), '{"error":"gone"}');
    assert.deepEqual(fieldValues(answer, 'cache-control'), ['no-store']);
    assert.deepEqual(fieldValues(answer, 'etag'), []);
    assert.deepEqual(fieldValues(answer, 'proxy-status'), ['paramap; received-status=200']);
    upstream.reply((_request, response) => void response.writeHead(200, { ...type, ETag: '"1"' }).end('{"id":1}'));
    const fine = await ask('/lookup');
    assert.deepEqual([fine.status, fieldValues(fine, 'etag'), fieldValues(fine, 'proxy-status')], [200, ['"1"'], []]);
  });

  test(`a HEAD says what the GET would say, where the content decides it: ${name}`, async (t) => {
    const { ask, upstream, reports } = await set(
      t,
      (_request, response) => void response.writeHead(200, type).end('{"error":"gone"}'),
      { open },
    );
    for (let round = 0; round < 3; round += 1) {
      const answer = await ask('/lookup', 'HEAD');
      assert.deepEqual([answer.status, answer.body.length], [404, 0]);
    }
    assert.equal(upstream.last().method, 'GET');
    upstream.reply((_request, response) => void response.writeHead(200, type).end('{"page":{"next":"/2"}}'));
    const paged = await ask('/paged', 'HEAD');
    assert.deepEqual([paged.status, fieldValues(paged, 'x-next'), paged.body.length], [200, ['/2'], 0]);
    await ask('/reported', 'HEAD');
    assert.equal(upstream.last().method, 'HEAD');
    assert.deepEqual(reports, []);
    assert.equal(upstream.connections(), 1);
  });
}

test('a HEAD does not wait for content that is too large to decide anything', async (t) => {
  let written = 0;
  const chunk = Buffer.alloc(65_536, 0x20);
  const { ask } = await set(
    t,
    async (_request, response) => {
      response.writeHead(200, type);
      while (!response.destroyed) {
        written += chunk.length;
        if (!response.write(chunk)) await sleep(1);
      }
    },
    { limits: { mappedAnswerBytes: 1_000_000 } },
  );
  const answer = await ask('/lookup', 'HEAD');
  assert.deepEqual([answer.status, answer.body.length], [200, 0]);
  await sleep(100);
  const before = written;
  await sleep(100);
  assert.equal(written, before, 'the upstream was let go');
});

test('content that is too large to decide anything is passed on as it comes, whole', async (t) => {
  const content = `{"error":"${'x'.repeat(3_000_000)}"}`;
  const { front, reports } = await set(t, (_request, response) => void response.writeHead(200, type).end(content), {
    limits: { mappedAnswerBytes: 1_000_000 },
  });
  const answer = await fetch(`${front.url}/lookup`);
  assert.equal(answer.status, 200);
  assert.equal(await answer.text(), content);
  assert.deepEqual(reports, []);
});

test('an event stream passes at once where only JSON could decide its status', async (t) => {
  const { front } = await set(t, async (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('data: {"error":1}\n\n');
    await sleep(3000);
    response.end();
  });
  const answer = await sendRaw(front.port, 'GET /lookup HTTP/1.1\r\nHost: a\r\n\r\n', { until: 'data: ' });
  assert.deepEqual([answer.status, answer.tookMs < 1500], [200, true]);
});

test('an answer that becomes one without content leaves its connection to the next request', async (t) => {
  const { ask, upstream } = await set(t, (_request, response) => void response.writeHead(200, type).end('{"ok":true}'));
  for (let round = 0; round < 4; round += 1) {
    const answer = await ask('/silent');
    assert.deepEqual([answer.status, answer.body.length, fieldValues(answer, 'content-length')], [204, 0, []]);
    assert.deepEqual(fieldValues(answer, 'content-type'), []);
  }
  assert.equal(upstream.connections(), 1);
});

test('a header from the content is there before the content', async (t) => {
  const { ask } = await set(t, (_request, response) => {
    response.writeHead(200, { ...type, 'X-Next': 'own' }).end('{"page":{"next":"/users?page=2"}}');
  });
  const answer = await ask('/paged');
  assert.deepEqual(fieldValues(answer, 'x-next'), ['/users?page=2']);
  assert.equal(answer.body.toString(), '{"page":{"next":"/users?page=2"}}');
});

/** Answers as they go wrong in the field; each survives as it is where violations are only reported. */
const odd: Record<string, { reply: EchoReply; status: number; body: string; report: string | undefined }> = {
  'empty, with the type of JSON': {
    reply: (_request, response) => void response.writeHead(200, type).end(),
    status: 200,
    body: '',
    report: 'body: unreadable',
  },
  'empty, without a type': {
    reply: (_request, response) => void response.writeHead(200).end(),
    status: 200,
    body: '',
    report: 'header: undeclared',
  },
  'a page that calls itself JSON': {
    reply: (_request, response) => void response.writeHead(200, type).end('<html>'),
    status: 200,
    body: '<html>',
    report: 'body: unreadable',
  },
  'JSON that calls itself a page': {
    reply: (_request, response) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end('{"n":"x"}'),
    status: 200,
    body: '{"n":"x"}',
    report: 'header: undeclared',
  },
  'cut JSON, well framed': {
    reply: (_request, response) => void response.writeHead(200, type).end('{"n":"x'),
    status: 200,
    body: '{"n":"x',
    report: 'body: unreadable',
  },
  'a type that is none': {
    reply: (_request, response) => void response.writeHead(200, { 'Content-Type': 'json' }).end('{"n":"x"}'),
    status: 200,
    body: '{"n":"x"}',
    report: 'header: undeclared',
  },
  'bytes that are no UTF-8': {
    reply: (_request, response) => void response.writeHead(200, type).end(Buffer.from([0x22, 0xff, 0x22])),
    status: 200,
    body: '"\xff"',
    report: 'body: unreadable',
  },
  'another status': {
    reply: (_request, response) =>
      void response.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '5' }).end('busy'),
    status: 503,
    body: 'busy',
    report: 'status: undeclared',
  },
  'no content at all, and said so': {
    reply: (_request, response) => void response.writeHead(204).end(),
    status: 204,
    body: '',
    report: 'status: undeclared',
  },
};
for (const [name, { reply, status, body, report }] of Object.entries(odd)) {
  test(`an odd answer survives where it is reported, and is a 502 where it is enforced: ${name}`, async (t) => {
    const { ask, reports, front } = await set(t, reply);
    const answer = await ask('/reported');
    assert.deepEqual([answer.status, answer.body.toString('latin1')], [status, body]);
    assert.deepEqual(reports, report === undefined ? [] : [report]);
    assert.equal((await ask('/enforced')).status, 502);
    assert.equal(front.problems.at(-1)?.code, 'upstream-contract-violation');
  });
}

test('an answer that breaks off before its content has decided anything is a 502', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    connection.send('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"error":');
    await connection.pause(20);
    connection.reset();
  });
  t.after(() => upstream.close());
  const { ask } = await set(t, () => {}, { upstreams: { users: { targets: [upstream.url] } } });
  const answer = await ask('/lookup');
  assert.equal(answer.status, 502);
  assert.deepEqual(fieldValues(answer, 'proxy-status'), ['paramap; error=http_response_incomplete']);
});
