import assert from 'node:assert/strict';
import net from 'node:net';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { assertProblem, usersGateway } from '../support/users-gateway.ts';

const expect = 'Host: a\r\nExpect: 100-continue\r\n';
const json = 'Content-Type: application/json\r\n';

/** Sends a head, waits for the interim answer, then sends the body; gives everything that came. */
async function sendInTwo(port: number, head: string, body: string): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  socket.write(head);
  await once(socket, 'data');
  socket.write(body);
  while (!text.includes('200 OK')) await sleep(5);
  socket.destroy();
  return text;
}

test('gateway: `100 Continue` is sent before the body is read, and the body is forwarded without Expect (rules 40, 41)', async (t) => {
  const { port, upstream } = await usersGateway(t);
  const head = `POST /users HTTP/1.1\r\n${expect}${json}Content-Length: 14\r\n\r\n`;
  const text = await sendInTwo(port, head, '{"name":"ada"}');
  assert.match(text, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
  assert.equal(upstream.last().body.toString(), '{"name":"ada"}');
  assert.equal(upstream.last().headers['expect'], undefined);
});

const early: readonly [what: string, head: string, status: number, code: string][] = [
  ['an unknown path', `POST /nobody HTTP/1.1\r\n${expect}${json}Content-Length: 14\r\n\r\n`, 404, 'no-such-route'],
  ['another method', `PUT /users HTTP/1.1\r\n${expect}${json}Content-Length: 14\r\n\r\n`, 405, 'method-not-allowed'],
  [
    'another media type',
    `POST /users HTTP/1.1\r\n${expect}Content-Type: text/plain\r\nContent-Length: 14\r\n\r\n`,
    415,
    'unsupported-media-type',
  ],
  [
    'a body over the limit',
    `POST /users HTTP/1.1\r\n${expect}${json}Content-Length: 99999999\r\n\r\n`,
    413,
    'body-too-large',
  ],
  [
    'a parameter that does not fit',
    `POST /users?dry=maybe HTTP/1.1\r\n${expect}${json}Content-Length: 14\r\n\r\n`,
    400,
    'invalid-request',
  ],
  [
    'another expectation beside it',
    `POST /users HTTP/1.1\r\nHost: a\r\nExpect: 100-continue, x\r\n${json}Content-Length: 14\r\n\r\n`,
    417,
    'expectation-failed',
  ],
  [
    'a passed-through path that is not safe',
    `POST /legacy/%2e%2e/a HTTP/1.1\r\n${expect}Content-Length: 14\r\n\r\n`,
    400,
    'malformed-request',
  ],
];
// Each waits for its connection to be closed.
describe('gateway: with `Expect: 100-continue`', { concurrency: 4 }, () => {
  for (const [what, head, status, code] of early) {
    test(`${what} is answered with ${status} without \`100 Continue\`, and the connection closed (rule 40)`, async (t) => {
      const { port, upstream } = await usersGateway(t, { passthrough: { '/legacy': { upstream: 'users' } } });
      const answer = await sendRaw(port, head, { untilClose: true });
      assertProblem(answer, status, code);
      assert.deepEqual(answer.interim, []);
      assert.ok(answer.closed);
      assert.deepEqual(fieldValues(answer, 'connection'), ['close']);
      assert.equal(upstream.requests.length, 0);
    });
  }
});

test('gateway: an early answer lists the faults of the head alone, for the body may be right', async (t) => {
  const { port } = await usersGateway(t);
  const head = `POST /users?dry=maybe HTTP/1.1\r\n${expect}${json}Content-Length: 14\r\n\r\n`;
  const answer = await sendRaw(port, head);
  const problem = JSON.parse(answer.body.toString());
  assert.deepEqual(
    problem.errors.map((error: { in: string; name: string }) => `${error.in}.${error.name}`),
    ['query.dry'],
  );
  assert.doesNotMatch(problem.detail, /body/);
});

test('gateway: an expectation without content needs no interim answer', async (t) => {
  const { port } = await usersGateway(t);
  const answer = await sendRaw(port, `GET /users HTTP/1.1\r\n${expect}\r\n`);
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.interim, []);
});

test('gateway: HTTP/1.0 gets no interim answer (rule 43)', async (t) => {
  const { port } = await usersGateway(t);
  const answer = await sendRaw(port, `POST /users HTTP/1.0\r\n${expect}${json}Content-Length: 2\r\n\r\n{}`);
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.interim, []);
});

test('gateway: `100 Continue` is sent for a request that is passed through', async (t) => {
  const { port, upstream } = await usersGateway(t, { passthrough: { '/legacy': { upstream: 'users' } } });
  const text = await sendInTwo(port, `POST /legacy/a HTTP/1.1\r\n${expect}Content-Length: 3\r\n\r\n`, 'any');
  assert.match(text, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
  assert.equal(upstream.last().body.toString(), 'any');
  assert.equal(upstream.last().headers['expect'], undefined);
});
