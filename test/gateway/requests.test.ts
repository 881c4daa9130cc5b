import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, malformed, refused } from './malformed-requests.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { assertProblem, usersGateway } from '../support/users-gateway.ts';

test('gateway: forwards a declared operation in the upstream’s terms', async (t) => {
  const { port, upstream } = await usersGateway(t);
  const answer = await sendRaw(port, 'GET /users?name=ada HTTP/1.1\r\nHost: a\r\n\r\n');
  assert.equal(answer.status, 200);
  assert.equal(upstream.last().rawUrl, '/v1/people?n=ada');
});

for (const [rule, heldBy, bytes] of malformed) {
  test(`gateway: refuses with 400 and closes, rule ${rule} (held by ${heldBy})`, async (t) => {
    const { port, upstream } = await usersGateway(t);
    const answer = await sendRaw(port, bytes, { untilClose: true });
    assertProblem(answer, 400, 'malformed-request');
    assert.ok(answer.closed, 'the connection is closed');
    assert.equal(upstream.requests.length, 0);
  });
}

test("gateway: several blanks in the request line count as one, which rule 33 would refuse (not held: Node's parser)", async (t) => {
  const { port, upstream } = await usersGateway(t);
  const answer = await sendRaw(port, `GET   /users?name=x HTTP/1.1\r\n${host}\r\n`);
  assert.equal(answer.status, 200);
  assert.equal(upstream.last().rawUrl, '/v1/people?n=x');
});

test('gateway: takes equal lengths that repeat, HTTP/1.0 without a Host, and a leading empty line', async (t) => {
  const { port } = await usersGateway(t);
  const body = 'Content-Type: application/json\r\nContent-Length: 2\r\n';
  const requests = [
    'GET /users HTTP/1.0\r\n\r\n',
    `\r\nGET /users HTTP/1.1\r\n${host}\r\n`,
    `POST /users HTTP/1.1\r\n${host}${body}\r\n{}`,
  ];
  for (const request of requests) assert.equal((await sendRaw(port, request)).status, 200, request);
});

const hosts = ['a', 'a.example:80', '[::1]:8080', '127.0.0.1', 'xn--bcher-kva.example', 'under_score', 'a:'];
for (const name of hosts) {
  test(`gateway: takes the Host \`${name}\` (rule 18, held by gateway)`, async (t) => {
    const { port } = await usersGateway(t);
    assert.equal((await sendRaw(port, `GET /users HTTP/1.1\r\nHost: ${name}\r\n\r\n`)).status, 200);
  });
}

test('gateway: an absolute target is served, and neither it nor Host chooses the upstream (rule 16, held by gateway)', async (t) => {
  const { port, upstream } = await usersGateway(t);
  const answer = await sendRaw(port, 'GET http://127.0.0.1:1/users?name=x HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n');
  assert.equal(answer.status, 200);
  assert.equal(upstream.last().rawUrl, '/v1/people?n=x');
  assert.deepEqual(upstream.last().headers['host'], [new URL(upstream.url).host]);
});

for (const [what, bytes, status, code, options] of refused) {
  test(`gateway: answers ${what} with ${status}`, async (t) => {
    const { port, upstream } = await usersGateway(t, options);
    const answer = await sendRaw(port, bytes);
    assertProblem(answer, status, code);
    assert.equal(upstream.requests.length, 0);
    assert.doesNotMatch(answer.raw, /secret/);
  });
}

test('gateway: an URL of 8000 bytes is taken (rule 34)', async (t) => {
  const { port } = await usersGateway(t);
  const answer = await sendRaw(port, `GET /users?name=${'x'.repeat(7988)} HTTP/1.1\r\n${host}\r\n`);
  assert.equal(answer.status, 200);
});

test('gateway: 405 and OPTIONS list the methods of the path, OPTIONS * those of the server (rule 10)', async (t) => {
  const { port, upstream } = await usersGateway(t);
  const refusal = await sendRaw(port, `DELETE /users HTTP/1.1\r\n${host}\r\n`);
  assert.deepEqual(fieldValues(refusal, 'allow'), ['GET, HEAD, POST']);
  const options = await sendRaw(port, `OPTIONS /users HTTP/1.1\r\n${host}\r\n`);
  assert.equal(options.status, 204);
  assert.deepEqual(fieldValues(options, 'allow'), ['GET, HEAD, OPTIONS, POST']);
  assert.deepEqual(fieldValues(options, 'proxy-status'), ['paramap; error=proxy_internal_response']);
  const server = await sendRaw(port, `OPTIONS * HTTP/1.1\r\n${host}\r\n`);
  assert.equal(server.status, 204);
  assert.match(fieldValues(server, 'allow')[0] ?? '', /OPTIONS, .*POST/);
  assert.equal(upstream.requests.length, 0);
});

test('gateway: HEAD is served by the GET operation, and its problems have no content', async (t) => {
  const { port, upstream } = await usersGateway(t);
  const answer = await sendRaw(port, `HEAD /users?name=x HTTP/1.1\r\n${host}\r\n`, { head: true });
  assert.equal(answer.status, 200);
  assert.equal(upstream.last().method, 'HEAD');
  const problem = await sendRaw(port, `HEAD /users?nam=x HTTP/1.1\r\n${host}\r\n`, {
    head: true,
    untilClose: true,
    timeoutMs: 500,
  });
  assert.equal(problem.status, 400);
  assert.equal(problem.body.length, 0);
  assert.ok(Number(fieldValues(problem, 'content-length')[0]) > 100);
});

for (const upgrade of ['websocket', 'h2c']) {
  test(`gateway: an Upgrade to ${upgrade} is not taken and not forwarded (rule 44)`, async (t) => {
    const { port, upstream } = await usersGateway(t);
    const fields = `Connection: Upgrade, HTTP2-Settings\r\nUpgrade: ${upgrade}\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n`;
    const answer = await sendRaw(port, `GET /users HTTP/1.1\r\n${host}${fields}\r\n`);
    assert.equal(answer.status, 200);
    for (const name of ['upgrade', 'http2-settings']) assert.equal(upstream.last().headers[name], undefined);
  });
}
