import assert from 'node:assert/strict';
import net from 'node:net';
import test, { type TestContext } from 'node:test';
import { plainAttempts } from '../../src/upstream/attempt/attempt-options.ts';
import type { UpstreamOptions } from '../../src/upstream/upstream.ts';
import { frame, framesUpstream, goAway, http2Upstream, type TakenStream } from '../support/http2-upstream.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { testAuthority, tlsUpstream, trusting } from '../support/tls-upstream.ts';
import { type FrontOptions, openFront } from './front.ts';

/** A front that offers HTTP/2, and repeats as the options do by default. */
async function front(t: TestContext, url: string, settings: FrontOptions = {}) {
  const retry = { ...plainAttempts.retry, max: 1, on: ['connect', 'reset', 503] } satisfies UpstreamOptions['retry'];
  const opened = await openFront(url, {
    ...settings,
    options: { protocol: 'http2', tls: trusting(testAuthority), retry, ...settings.options },
  });
  t.after(() => opened.close());
  return opened;
}

const get = (path = '/') => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
const post = (path = '/') => `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc`;
const ok = ({ stream }: TakenStream): void => {
  stream.respond({ ':status': 200 });
  stream.end('fine');
};

test('requests share a connection, and arrive as HTTP/2 wants them', async (t) => {
  const upstream = await http2Upstream(t, ({ stream }) => setTimeout(() => ok({ stream } as TakenStream), 30));
  const { port } = await front(t, upstream.url);
  const answers = await Promise.all(Array.from({ length: 20 }, () => sendRaw(port, get('/a?b=c'))));
  assert.deepEqual(new Set(answers.map(({ status, body }) => `${status} ${body}`)), new Set(['200 fine']));
  assert.equal(upstream.sessions(), 1);
  const { headers } = upstream.taken[0] ?? assert.fail();
  assert.deepEqual([headers[':path'], headers[':scheme'], headers[':method']], ['/a?b=c', 'https', 'GET']);
  assert.match(String(headers.via), /1\.1 gate/);
});

test('the fields of an answer go on, each line of `Set-Cookie` by itself; what stands for the status does not', async (t) => {
  const upstream = await http2Upstream(t, ({ stream }) => {
    stream.respond({ ':status': 201, 'set-cookie': ['a=1', 'b=2'], 'x-word': 'caf\u00e9' });
    stream.end('x');
  });
  const { port } = await front(t, upstream.url);
  const answer = await sendRaw(port, get());
  assert.equal(answer.statusLine, 'HTTP/1.1 201 Created');
  assert.deepEqual(fieldValues(answer, 'set-cookie'), ['a=1', 'b=2']);
  assert.deepEqual(fieldValues(answer, 'x-word').length, 1);
  assert.doesNotMatch(answer.raw, /:status/);
});

test('two spellings of one field end nobody else’s connection: they are one field', async (t) => {
  const upstream = await http2Upstream(t, ok);
  const { port } = await front(t, upstream.url);
  const doubled =
    'GET / HTTP/1.1\r\nHost: a\r\nIf-Match: "a"\r\nif-match: "b"\r\nTE: trailers\r\nKeep-Alive: 5\r\nContent-Type: a/b\r\ncontent-type: c/d\r\nCookie: a=1\r\ncookie: b=2\r\n\r\n';
  const answers = await Promise.all([sendRaw(port, get()), sendRaw(port, doubled), sendRaw(port, get())]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  assert.equal(upstream.sessions(), 1);
  const doubledHeaders = upstream.taken.find(({ headers }) => headers['if-match'] !== undefined)?.headers;
  assert.deepEqual(doubledHeaders?.['if-match'], '"a", "b"');
});

test('a target that does not agree is spoken to in HTTP/1.1', async (t) => {
  const { url, close } = await tlsUpstream('valid');
  t.after(close);
  const { port } = await front(t, url);
  const answer = await sendRaw(port, get());
  assert.deepEqual([answer.status, answer.body.toString()], [200, 'ok']);
});

test('interim answers go on, trailers do not', async (t) => {
  const upstream = await http2Upstream(t, ({ stream }) => {
    stream.additionalHeaders({ ':status': 103, link: '</a>; rel=preload' });
    stream.respond({ ':status': 200 }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-t': '1' }));
    stream.end('x');
  });
  const { port } = await front(t, upstream.url);
  const answer = await sendRaw(port, get());
  assert.deepEqual([answer.interim, answer.status, answer.complete], [[103], 200, true]);
  assert.doesNotMatch(answer.raw, /x-t/);
});

interface Reset {
  readonly code: number;
  readonly told: readonly [status: number, code: string, proxyError: string];
  /** How often a GET and a POST arrive: undici itself repeats once what was not processed, as RFC 9113, section 8.7, allows. */
  readonly arrivals: readonly [get: number, post: number];
}

const resets: Readonly<Record<string, Reset>> = {
  REFUSED_STREAM: { code: 7, told: [502, 'upstream-unreachable', 'connection_terminated'], arrivals: [4, 4] },
  INTERNAL_ERROR: { code: 2, told: [502, 'upstream-reset', 'connection_terminated'], arrivals: [2, 1] },
  CANCEL: { code: 8, told: [502, 'upstream-reset', 'connection_terminated'], arrivals: [2, 1] },
  NO_ERROR: { code: 0, told: [502, 'upstream-reset', 'connection_terminated'], arrivals: [2, 1] },
  PROTOCOL_ERROR: { code: 1, told: [502, 'upstream-invalid-response', 'http_protocol_error'], arrivals: [1, 1] },
  ENHANCE_YOUR_CALM: { code: 11, told: [502, 'upstream-invalid-response', 'http_protocol_error'], arrivals: [1, 1] },
  HTTP_1_1_REQUIRED: { code: 13, told: [502, 'upstream-invalid-response', 'http_protocol_error'], arrivals: [1, 1] },
};

for (const [name, { code, told, arrivals }] of Object.entries(resets)) {
  test(`a stream that is reset with ${name} gives ${told.join(' ')}, and no other stream is touched`, async (t) => {
    const upstream = await http2Upstream(t, (taken) => {
      if (taken.headers[':path'] === '/well') setTimeout(() => ok(taken), 50);
      else taken.stream.close(code);
    });
    const { port, problems } = await front(t, upstream.url);
    const well = sendRaw(port, get('/well'));
    await sendRaw(port, get());
    await sendRaw(port, post());
    assert.equal((await well).body.toString(), 'fine');
    for (const problem of problems) assert.deepEqual([problem.code, problem.proxyError], told.slice(1));
    assert.equal(problems.length, 2);
    const arrived = (method: string) =>
      upstream.taken.filter(({ headers }) => headers[':method'] === method && headers[':path'] === '/').length;
    assert.deepEqual([arrived('GET'), arrived('POST')], arrivals);
  });
}

test('what a GOAWAY leaves behind is sent once more over another connection, whatever its method', async (t) => {
  const upstream = await framesUpstream(t, (streamId, connection) => {
    if (connection.index === 1) connection.write(goAway(0, 0));
    // Status 200 as the static table has it, and the end of the stream.
    else connection.write(endOfStream(frame(1, streamId, Buffer.from([0x88]))));
  });
  const { port } = await front(t, upstream.url);
  const answer = await sendRaw(port, post());
  assert.deepEqual([answer.status, upstream.requests()], [200, 2]);
});

test('a GOAWAY on every connection ends, and says that the request was not taken up', async (t) => {
  const upstream = await framesUpstream(t, (_streamId, connection) => connection.write(goAway(0, 0)));
  const { port, problems } = await front(t, upstream.url);
  const answer = await sendRaw(port, post());
  assert.equal(answer.status, 502);
  const { code, proxyError, retryable } = problems[0] ?? assert.fail();
  assert.deepEqual([code, proxyError, retryable], ['upstream-unreachable', 'connection_terminated', true]);
  assert.ok(upstream.requests() <= 4, `${upstream.requests()} times`);
});

/** The flags of a HEADERS frame: the end of the stream, and of the fields. */
const endOfStream = (bytes: Buffer): Buffer => {
  bytes[4] = 0x5;
  return bytes;
};

test('a graceful GOAWAY lets the request under way end, and the next one goes over a new connection', async (t) => {
  const upstream = await http2Upstream(t, (taken) => {
    if (taken.index === 1) taken.stream.session?.goaway(0, 2 ** 31 - 1);
    setTimeout(() => ok(taken), 30);
  });
  const { port } = await front(t, upstream.url);
  assert.equal((await sendRaw(port, post())).status, 200);
  assert.equal((await sendRaw(port, post())).status, 200);
  assert.deepEqual([upstream.taken.length, upstream.sessions()], [2, 2]);
});

test('a connection that breaks with many requests on it fails each of them once: no POST arrives twice', async (t) => {
  const upstream = await http2Upstream(t, ({ index, stream }) => {
    if (index === 40) stream.session?.socket.destroy();
  });
  const { port, problems } = await front(t, upstream.url, { timeouts: { firstByteMs: 1500 } });
  const paths = Array.from({ length: 40 }, (_, index) => `/${index}`);
  const answers = await Promise.all(paths.map((path) => sendRaw(port, post(path))));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([502]));
  const arrived = upstream.taken.map(({ headers }) => headers[':path']);
  assert.equal(arrived.length, new Set(arrived).size);
  assert.deepEqual(new Set(problems.map(({ code }) => code)), new Set(['upstream-reset']));
});

test('a head over the limit gives 502 (http_response_header_section_size), and the connection goes on', async (t) => {
  const large = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`x-${index}`, 'v'.repeat(500)]));
  const upstream = await http2Upstream(t, (taken) => {
    if (taken.headers[':path'] === '/well') return ok(taken);
    taken.stream.respond({ ':status': 200, ...large });
    taken.stream.end('x');
  });
  const { port, problems } = await front(t, upstream.url);
  assert.equal((await sendRaw(port, get())).status, 502);
  assert.equal(problems[0]?.proxyError, 'http_response_header_section_size');
  assert.equal((await sendRaw(port, get('/well'))).status, 200);
  assert.equal(upstream.sessions(), 1);
});

const cuts: Readonly<Record<string, (taken: TakenStream) => void>> = {
  'ends before its length': ({ stream }) => {
    stream.respond({ ':status': 200, 'content-length': 10 });
    stream.end('abc');
  },
  'is reset before its length': ({ stream }) => {
    stream.respond({ ':status': 200, 'content-length': 10 });
    stream.write('abc');
    setTimeout(() => stream.close(2), 30);
  },
};
for (const [name, play] of Object.entries(cuts)) {
  test(`a small answer that ${name} gives 502 (http_response_incomplete)`, async (t) => {
    const upstream = await http2Upstream(t, play);
    const { port, problems } = await front(t, upstream.url);
    assert.equal((await sendRaw(port, post())).status, 502);
    assert.deepEqual([problems[0]?.code, problems[0]?.proxyError], ['upstream-reset', 'http_response_incomplete']);
  });
}

test('an answer that is cut with its connection, without a length, is visibly broken off', async (t) => {
  const upstream = await http2Upstream(t, ({ stream }) => {
    stream.respond({ ':status': 200 });
    stream.write('x'.repeat(40_000));
    setTimeout(() => stream.session?.destroy(), 30);
  });
  const { port } = await front(t, upstream.url);
  const answer = await sendRaw(port, get());
  assert.deepEqual([answer.status, answer.complete, answer.closed], [200, false, true]);
});

test('a caller that does not read holds its own stream back, and no other', async (t) => {
  let written = 0;
  const upstream = await http2Upstream(t, (taken) => {
    if (taken.headers[':path'] === '/well') return ok(taken);
    taken.stream.respond({ ':status': 200 });
    const more = (): void => {
      while (written < 50_000_000 && taken.stream.write(Buffer.alloc(65_536))) written += 65_536;
    };
    taken.stream.on('drain', more);
    more();
  });
  const { port } = await front(t, upstream.url);
  const socket = net.connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.pause();
  socket.write(get());
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal((await sendRaw(port, get('/well'))).status, 200);
  assert.ok(written < 20_000_000, `${written} bytes were taken from the upstream`);
});

test('a caller that leaves ends its stream, and the connection goes on', async (t) => {
  let closed: Promise<void> | undefined;
  const upstream = await http2Upstream(t, (taken) => {
    if (taken.headers[':path'] === '/well') return ok(taken);
    closed = new Promise((resolve) => taken.stream.on('close', resolve));
  });
  const { port, problems } = await front(t, upstream.url);
  await sendRaw(port, get(), { timeoutMs: 100 });
  await closed;
  assert.equal((await sendRaw(port, get('/well'))).status, 200);
  assert.deepEqual([upstream.sessions(), problems.length], [1, 0]);
});
