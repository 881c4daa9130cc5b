// Requests that began as the valid ones of the example contracts, as bytes over sockets.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { incomingOf } from '../../src/example/example-request.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { gatewayFront } from '../support/fronts.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { examples } from './example-messages.ts';
import { freeTexts } from './free-texts.ts';
import { fuzz } from './fuzzing.ts';

/** The valid requests, written as a plain client does. */
const requests = examples.flatMap(({ operation, example }) => {
  const { method, url, rawHeaders, body } = incomingOf(example, operation.body);
  if (example.outcome.kind !== 'sends' || (body !== undefined && body.kind !== 'bytes')) return [];
  const fields = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []));
  const head = [`${method} ${url} HTTP/1.1`, 'Host: api.example', ...fields, '', ''].join('\r\n');
  return [Buffer.concat([Buffer.from(head, 'latin1'), body?.bytes ?? Buffer.alloc(0)])];
});

/** Bytes that mean something to parsers, at places where they should not be. */
const tokens = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\0',
    ' ',
    '\t',
    ':',
    ';',
    ',',
    '%',
    '%00',
    '/',
    '//',
    '..',
    '?',
    '#',
    '\xff',
    '{',
    '"',
    '[',
    '0\r\n\r\n',
  ],
  ...[
    '\r\nTransfer-Encoding: chunked\r\n',
    '\r\nContent-Length: 0\r\n',
    '\r\nContent-Length: 1000\r\n',
    '\r\nHost: b\r\n',
  ],
  ...[
    '\r\nConnection: close\r\n',
    '\r\nExpect: 100-continue\r\n',
    '\r\nUpgrade: websocket\r\n',
    '\r\nX-Canary: a\r\n',
    ' HTTP/1.0',
  ],
  ...['GET /canary HTTP/1.1\r\nHost: c\r\n\r\n', 'http://192.0.2.1/'],
];
const change = fc.record({
  kind: fc.constantFrom<('insert' | 'flip' | 'cut' | 'drop' | 'double')[]>(
    'insert',
    'insert',
    'flip',
    'cut',
    'drop',
    'double',
  ),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 12 }),
  token: fc.constantFrom(...tokens),
  bits: fc.integer({ min: 1, max: 255 }),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changedBytes(bytes: Buffer, { kind, place, length, token, bits }: Change): Buffer {
  // Heads are short and bodies may be long: half of the changes are in the first third.
  const start = Math.floor(place * place * bytes.length);
  const [before, after] = [bytes.subarray(0, start), bytes.subarray(start)];
  switch (kind) {
    case 'insert':
      return Buffer.concat([before, Buffer.from(token, 'latin1'), after]);
    case 'drop':
      return Buffer.concat([before, after.subarray(length)]);
    case 'double':
      return Buffer.concat([before, after.subarray(0, length), after]);
    case 'cut':
      return before;
    case 'flip':
      return Buffer.concat([before, Buffer.from(after.subarray(0, 1).map((byte) => byte ^ bits)), after.subarray(1)]);
  }
}

const input = fc.array(
  fc.record({ index: fc.nat(requests.length - 1), changes: fc.array(change, { minLength: 1, maxLength: 3 }) }),
  { minLength: 24, maxLength: 24 },
);

type Batch = typeof input extends fc.Arbitrary<infer T> ? T : never;

/** The routes of the upstreams, as their contracts write them. */
const routes = examples.map(({ operation: { upstream } }) => upstream);

fuzz(
  'bytes over a socket are answered, below 500, and what an upstream gets is a request of its contract',
  async (t) => {
    for (const secret of ['USERS_API_KEY', 'COMPLETIONS_API_KEY', 'MESSAGES_API_KEY'])
      process.env[secret] = 'key-of-the-tests';
    const upstream = await echoUpstream();
    t.after(() => upstream.close());
    const upstreams = Object.fromEntries(routes.map(({ name }) => [name, { targets: [upstream.url] }]));
    const contracts = ['schemas/examples/*.contract.json', freeTexts];
    const limits = { headersMs: 150, requestMs: 150 };
    const { port, problems } = await gatewayFront(t, { contracts, upstreams, listen: limits });
    const methods = new Set(routes.map(({ method }) => method));
    return {
      input,
      async holds(batch: Batch) {
        const [seen, told] = [upstream.requests.length, problems.length];
        const all = batch.map(({ index, changes }) => changes.reduce(changedBytes, requests[index] ?? Buffer.alloc(0)));
        const answers = await Promise.all(all.map((bytes) => sendRaw(port, bytes, { timeoutMs: 8000 })));
        for (const [index, { status, closed, raw, headers }] of answers.entries()) {
          const sent = JSON.stringify(all[index]?.toString('latin1'));
          assert.ok(
            status === 0 ? closed : status < 500 || status === 501,
            `${status} to ${sent}: ${raw.slice(0, 400)}`,
          );
          if (status >= 400) assert.deepEqual(fieldValues({ headers }, 'content-type'), ['application/problem+json']);
          if (status >= 400) assert.doesNotMatch(raw, /127\.0\.0\.1|node:internal|key-of-the-tests|\.ts:\d/);
        }
        for (const { method, rawUrl, headers } of upstream.requests.slice(seen)) {
          assert.ok(methods.has(method), `${method} ${rawUrl}`);
          assert.doesNotMatch(rawUrl, /^\/canary|[^!-~]/);
          assert.ok(!(headers['content-length'] && headers['transfer-encoding']), 'one framing');
          assert.deepEqual(headers['host'], [`127.0.0.1:${upstream.port}`]);
        }
        const ours = problems.slice(told).filter(({ status }) => status >= 500 && status !== 501);
        assert.deepEqual(ours, []);
      },
    };
  },
);
