import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fieldValues, type RawAnswer, sendRaw } from '../support/raw-client.ts';
import { usersGateway } from '../support/users-gateway.ts';

const latin1 = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 30,
});
const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 30,
});
const token = fc.stringMatching(/^[a-z-]{1,12}$/);
const oneOf = (...words: readonly string[]) => fc.constantFrom(...words);

const target = fc.oneof(
  oneOf(
    '/users',
    '/users?name=x',
    '/users?',
    '/users?&&=',
    '/users?name',
    '/users?name=%',
    '/',
    '*',
    '//users',
    '/users%2f',
  ),
  { weight: 4, arbitrary: visible.map((text) => `/users?name=${encodeURIComponent(text)}`) },
  visible.map((text) => `/users?${text}`),
  visible.map((text) => `/${text}`),
  { weight: 1, arbitrary: latin1 },
);
const field = fc.oneof(
  oneOf(
    'Host: b',
    'Content-Length: 5',
    'Content-Length: 2',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip',
    'Content-Type: application/json',
    'Content-Type: application/json;;',
    'Content-Encoding: gzip',
    'Expect: 100-continue',
    'Expect: x',
    'Connection: close',
    'Connection: Host, Content-Length',
    'Upgrade: h2c',
    'Cookie: a=b; ;=;',
    'X-HTTP-Method-Override: DELETE',
    '__proto__: 1',
    'constructor: 1',
  ),
  fc.tuple(token, visible).map(([name, value]) => `${name}: ${value}`),
);
const body = fc.oneof(oneOf('', '{}', '{"name":"a"}', '[[[', '2\r\n{}\r\n0\r\n\r\n', '0\r\n\r\n'), latin1, fc.json());
const request = fc.record({
  method: fc.oneof(
    { weight: 12, arbitrary: oneOf('GET', 'POST') },
    { weight: 2, arbitrary: oneOf('HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'PATCH', 'get') },
    { weight: 1, arbitrary: visible },
  ),
  target,
  version: fc.oneof({ weight: 9, arbitrary: fc.constant('HTTP/1.1') }, oneOf('HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', '')),
  fields: fc.array(field, { maxLength: 3 }),
  body,
});

/** What every answer of the gateway is: one of the upstream's, a problem, or the answer to OPTIONS; never a failure of ours. */
function assertKind(answer: RawAnswer, sent: string): void {
  assert.ok(answer.status < 500 || answer.status === 501, `${answer.status} to ${JSON.stringify(sent)}: ${answer.raw}`);
  if (answer.status < 400) return;
  assert.deepEqual(fieldValues(answer, 'content-type'), ['application/problem+json'], answer.raw);
  assert.doesNotMatch(answer.raw, /\bat .*\.[jt]s:\d|node:internal|127\.0\.0\.1/, 'nothing internal is shown');
}

test('gateway: no request, however odd, gives a failure of ours or ends the process', async (t) => {
  const { port, problems, upstream } = await usersGateway(t, { listen: { headersMs: 150, requestMs: 150 } });
  const property = fc.asyncProperty(request, async ({ method, target: url, version, fields, body: content }) => {
    const lines = ['Host: a', ...fields].map((line) => `${line}\r\n`).join('');
    const bytes = `${method} ${url} ${version}\r\n${lines}\r\n${content}`;
    const answer = await sendRaw(port, bytes, { head: method === 'HEAD', untilClose: version === '' });
    if (answer.status !== 0) assertKind(answer, bytes);
    else assert.ok(answer.closed, `neither answered nor closed: ${JSON.stringify(bytes)}`);
  });
  await fc.assert(property, { numRuns: 300 });
  assert.ok(problems.length > 100, 'most of them are refused');
  assert.ok(upstream.requests.length > 10, 'and some are sent');
  assert.deepEqual(
    problems.filter(({ code }) => code === 'contract-broken').map(({ cause }) => cause),
    [],
  );
  const after = await sendRaw(port, 'GET /users HTTP/1.1\r\nHost: a\r\n\r\n');
  assert.equal(after.status, 200);
});
