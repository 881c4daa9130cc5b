import assert from 'node:assert/strict';
import type http from 'node:http';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';
import type { AnswerViolation, GatewayOptions } from '../../src/index.ts';
import { type EchoReply, type EchoUpstream, echoUpstream } from '../support/echo-upstream.ts';
import { type Front, gatewayFront } from '../support/fronts.ts';
import { fieldValues, type RawAnswer, sendRaw } from '../support/raw-client.ts';
import { type Script, scriptedUpstream } from '../support/scripted-upstream.ts';

const text = { type: 'string' };
const mapped = { type: 'object', required: ['name'], properties: { name: { ...text, 'x-upstream': 'n' }, id: {} } };
const plain = { type: 'object', required: ['name'], properties: { name: text } };
const answers = (schema: object) => ({ 200: { content: { 'application/json': schema } } });
const contracts = {
  title: 'Answers',
  upstream: { name: 'users' },
  operations: {
    mapped: { route: 'GET /mapped', responses: answers(mapped) },
    enforced: { route: 'GET /enforced', responses: answers(mapped), responseValidation: 'enforce' },
    plain: { route: 'GET /plain', responses: answers(plain) },
    open: { route: 'GET /open' },
  },
};

interface Report {
  readonly violations: readonly AnswerViolation[];
  readonly operation: string;
  readonly status: number;
}

interface Setting {
  readonly front: Front;
  readonly upstream: EchoUpstream;
  readonly reports: readonly Report[];
  get(path: string, headers?: readonly string[]): Promise<RawAnswer>;
}

async function set(t: TestContext, reply: EchoReply, options: Partial<GatewayOptions> = {}): Promise<Setting> {
  const upstream = await echoUpstream(reply);
  t.after(() => upstream.close());
  const reports: Report[] = [];
  const front = await gatewayFront(t, {
    contracts,
    upstreams: { users: { targets: [upstream.url] } },
    onAnswerViolation: (violations, { operation, status }) => reports.push({ violations, operation, status }),
    ...options,
  });
  return { front, upstream, reports, get: (path, headers) => get(front.port, path, headers) };
}

const get = (port: number, path: string, headers: readonly string[] = []): Promise<RawAnswer> => {
  const method = path.startsWith('/') ? 'GET ' : '';
  const bytes = [`${method}${path} HTTP/1.1`, 'Host: a', ...headers, '', ''].join('\r\n');
  return sendRaw(port, bytes, { head: path.startsWith('HEAD ') });
};

const json = { 'Content-Type': 'application/json' };

test('a mapped answer has its own length, and nothing of the old content’s description', async (t) => {
  const { get: ask } = await set(t, (_request, response) => {
    response.writeHead(200, { ...json, ETag: '"1"', 'Content-MD5': 'x', 'X-Kept': 'k', 'Set-Cookie': ['a=1', 'b=2'] });
    response.write('{"n":"é",');
    response.end('"id":12345678901234567890}');
  });
  const answer = await ask('/mapped');
  assert.equal(answer.body.toString(), '{"name":"é","id":12345678901234567890}');
  assert.deepEqual(fieldValues(answer, 'content-length'), [String(answer.body.length)]);
  assert.deepEqual(fieldValues(answer, 'set-cookie'), ['a=1', 'b=2']);
  assert.deepEqual(fieldValues(answer, 'x-kept'), ['k']);
  for (const name of ['etag', 'content-md5', 'transfer-encoding']) assert.deepEqual(fieldValues(answer, name), []);
});

test('the upstream is asked for the whole, without a coding, only where the answer is mapped', async (t) => {
  const { get: ask, upstream } = await set(t, (_request, response) => void response.writeHead(200, json).end('{}'));
  const headers = ['Accept-Encoding: gzip, br', 'Range: bytes=0-1', 'If-Range: "1"', 'If-None-Match: "1"'];
  await ask('/mapped', headers);
  const asked = upstream.last().headers;
  assert.deepEqual(asked['accept-encoding'], ['identity']);
  assert.deepEqual([asked['range'], asked['if-range'], asked['if-none-match']], [undefined, undefined, ['"1"']]);
  for (const path of ['/plain', '/open']) {
    await ask(path, headers);
    const { 'accept-encoding': coding, range } = upstream.last().headers;
    assert.deepEqual([coding, range], [['gzip, br'], ['bytes=0-1']]);
  }
});

test('a coded answer is mapped and goes out without its coding', async (t) => {
  for (const [coding, compress] of Object.entries({
    gzip: zlib.gzipSync,
    br: zlib.brotliCompressSync,
    deflate: zlib.deflateSync,
  })) {
    const { get: ask } = await set(t, (_request, response) => {
      response.writeHead(200, { ...json, 'Content-Encoding': coding }).end(compress('{"n":"x"}'));
    });
    const answer = await ask('/mapped');
    assert.equal(answer.body.toString(), '{"name":"x"}');
    assert.deepEqual(fieldValues(answer, 'content-encoding'), []);
  }
});

test('bombs, cut codings and content over the limit are told apart as 502', async (t) => {
  const bomb = zlib.gzipSync(Buffer.alloc(100_000_000));
  const rows: [headers: http.OutgoingHttpHeaders, content: Buffer, proxyError: string][] = [
    [{ 'Content-Encoding': 'gzip' }, bomb, 'http_response_body_size'],
    [{ 'Content-Encoding': 'gzip' }, bomb.subarray(0, 500), 'http_response_content_coding'],
    [{ 'Content-Encoding': 'compress' }, Buffer.from('x'), 'http_response_content_coding'],
    [{}, Buffer.alloc(8_388_609, 32), 'http_response_body_size'],
    [{ 'Content-Length': '9000000' }, Buffer.alloc(9_000_000, 32), 'http_response_body_size'],
  ];
  for (const [headers, content, proxyError] of rows) {
    const { get: ask } = await set(
      t,
      (_request, response) => void response.writeHead(200, { ...json, ...headers }).end(content),
    );
    const answer = await ask('/mapped');
    assert.equal(answer.status, 502, answer.raw.slice(0, 500));
    assert.deepEqual(fieldValues(answer, 'proxy-status'), [`paramap; error=${proxyError}`]);
    assert.equal(JSON.parse(answer.body.toString()).code, 'upstream-invalid-response');
  }
});

test('ten megabytes pass untouched where nothing is mapped, and are mapped where the limit allows it', async (t) => {
  const content = JSON.stringify({ n: 'x'.repeat(10_000_000) });
  const reply: EchoReply = (_request, response) => void response.writeHead(200, json).end(content);
  const { front, reports } = await set(t, reply);
  const lengthOf = async (url: string): Promise<number> => (await (await fetch(url)).arrayBuffer()).byteLength;
  for (const path of ['/plain', '/open']) assert.equal(await lengthOf(front.url + path), content.length);
  assert.equal((await fetch(`${front.url}/mapped`)).status, 502);
  assert.deepEqual(reports, []);
  const large = await set(t, reply, { limits: { mappedAnswerBytes: 20_000_000 } });
  assert.equal(await lengthOf(`${large.front.url}/mapped`), content.length + 3);
});

test('an endless stream that nobody declares is never held back, nor is one that is only watched', async (t) => {
  for (const [path, type] of [
    ['/open', 'application/json'],
    ['/plain', 'application/json'],
    ['/mapped', 'text/event-stream'],
  ] as const) {
    const { front } = await set(t, async (_request, response) => {
      response.writeHead(200, { 'Content-Type': type });
      for (let tick = 0; !response.destroyed; tick += 1) {
        response.write(`data: ${tick}\n\n`);
        await sleep(5);
      }
    });
    const asked = `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
    const answer = await sendRaw(front.port, asked, { until: 'data: 3', timeoutMs: 4000 });
    assert.equal(answer.status, 200);
    assert.ok(answer.tookMs < 3000, path);
  }
});

test('a mapped answer that trickles is waited for as long as the total limit allows', async (t) => {
  const trickle: EchoReply = async (_request, response) => {
    response.writeHead(200, json);
    for (const piece of ['{"n"', ':', '"x"}']) {
      response.write(piece);
      await sleep(60);
    }
    response.end();
  };
  const patient = await set(t, trickle);
  assert.equal((await patient.get('/mapped')).body.toString(), '{"name":"x"}');
  const hasty = await set(t, trickle);
  hasty.upstream.reply(async (_request, response) => {
    response.writeHead(200, json);
    while (!response.destroyed) {
      response.write(' ');
      await sleep(20);
    }
  });
  const upstreams = { users: { targets: [hasty.upstream.url], timeouts: { totalMs: 200 } } };
  const { get: ask } = await set(t, trickle, { upstreams });
  const answer = await ask('/mapped');
  assert.equal(answer.status, 504);
  assert.equal(JSON.parse(answer.body.toString()).timer, 'total');
});

test('a mapped answer that breaks off is a 502, since nothing of it has gone out', async (t) => {
  const script: Script = async (connection) => {
    await connection.head();
    connection.send('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"n":');
    await connection.pause(20);
    connection.reset();
  };
  const upstream = await scriptedUpstream(script);
  t.after(() => upstream.close());
  const { get: ask } = await set(t, () => {}, { upstreams: { users: { targets: [upstream.url] } } });
  const answer = await ask('/mapped');
  assert.equal(answer.status, 502);
  assert.deepEqual(fieldValues(answer, 'proxy-status'), ['paramap; error=http_response_incomplete']);
});

test('HEAD, 204 and 304 have no content and say nothing wrong of it', async (t) => {
  const described = { ...json, ETag: '"1"', 'Content-Length': '9' };
  const { get: ask, upstream } = await set(t, (_request, response) => void response.writeHead(200, described).end());
  const head = await ask('HEAD /mapped');
  assert.equal(head.status, 200);
  assert.deepEqual([fieldValues(head, 'content-length'), fieldValues(head, 'etag'), head.body.length], [[], [], 0]);
  const untouched = await ask('HEAD /open');
  assert.deepEqual([fieldValues(untouched, 'content-length'), fieldValues(untouched, 'etag')], [['9'], ['"1"']]);
  upstream.reply((_request, response) => void response.writeHead(304, { ETag: '"1"' }).end());
  const notModified = await ask('/mapped');
  assert.deepEqual([notModified.status, fieldValues(notModified, 'etag')], [304, []]);
  upstream.reply((_request, response) => void response.writeHead(204).end());
  const empty = await ask('/mapped');
  assert.deepEqual([empty.status, fieldValues(empty, 'content-length'), empty.body.length], [204, [], 0]);
});

test('an answer that may not be changed is a 502 where it would have to be', async (t) => {
  const { get: ask } = await set(t, (_request, response) => {
    response.writeHead(200, { ...json, 'Cache-Control': 'no-transform' }).end('{"n":"x"}');
  });
  const answer = await ask('/mapped');
  assert.equal(JSON.parse(answer.body.toString()).code, 'upstream-contract-violation');
  assert.equal((await ask('/plain')).body.toString(), '{"n":"x"}');
});

test('what does not fit is told with its operation and status, or answered with 502 whose cause the log gets', async (t) => {
  const {
    get: ask,
    front,
    reports,
  } = await set(t, (_request, response) => {
    response.writeHead(200, { ...json, 'Content-Length': '7' }).end('{"n":1}');
  });
  assert.equal((await ask('/mapped')).body.toString(), '{"name":1}');
  assert.equal((await ask('/plain')).body.toString(), '{"n":1}');
  assert.deepEqual(
    reports.map(({ violations, operation, status }) => [operation, status, violations.map(({ code }) => code)]),
    [
      ['mapped', 200, ['type']],
      ['plain', 200, ['required']],
    ],
  );
  const answer = await ask('/enforced');
  assert.equal(answer.status, 502);
  assert.deepEqual(fieldValues(answer, 'proxy-status'), ['paramap; error=http_protocol_error']);
  assert.doesNotMatch(answer.body.toString(), /must be|`name`|"n"/);
  assert.match(String(front.problems.at(-1)?.cause), /`name` in the body must be a string/);
  assert.equal(reports.length, 2);
});

for (const [how, onAnswerViolation] of Object.entries({
  throws: () => {
    throw new Error('the log is full');
  },
  'rejects with': async () => {
    throw new Error('the log is full');
  },
})) {
  test(`what the app’s listener ${how} is a warning, and the answer goes out`, async (t) => {
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    const reply: EchoReply = (_request, response) => void response.writeHead(200, json).end('{}');
    const { get: ask } = await set(t, reply, { onAnswerViolation });
    assert.equal((await ask('/mapped')).body.toString(), '{}');
    assert.match((await warned).message, /the log is full/);
  });
}

test('refused answers leave their connections to the next requests', async (t) => {
  const { get: ask, upstream } = await set(t, (_request, response) => void response.writeHead(200, json).end('{}'));
  for (let round = 0; round < 5; round += 1) assert.equal((await ask('/enforced')).status, 502);
  assert.equal(upstream.connections(), 1);
});

test('an answer of another type, an empty one and one that is no JSON survive', async (t) => {
  const { get: ask, upstream } = await set(t, (_request, response) => void response.writeHead(200).end());
  assert.equal((await ask('/mapped')).body.length, 0);
  upstream.reply((_request, response) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>n</p>'));
  assert.equal((await ask('/mapped')).body.toString(), '<p>n</p>');
  upstream.reply((_request, response) => void response.writeHead(200, { ...json, ETag: '"1"' }).end('<p>n</p>'));
  const mislabelled = await ask('/mapped');
  assert.deepEqual([mislabelled.body.toString(), fieldValues(mislabelled, 'etag')], ['<p>n</p>', ['"1"']]);
});
