import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendRaw } from '../support/raw-client.ts';
import { assertProblem, usersGateway } from '../support/users-gateway.ts';

const get = 'GET /users HTTP/1.1\r\nHost: a\r\n\r\n';

test('a kept connection on which nothing comes is closed without a word, which a balancer would take for an answer', async (t) => {
  const { port } = await usersGateway(t, { listen: { keepAliveMs: 50, headersMs: 300, requestMs: 600 } });
  const answer = await sendRaw(port, get, { untilClose: true });
  assert.equal(answer.status, 200);
  assert.equal(answer.raw.match(/HTTP\/1\.1 /g)?.length, 1);
});

test('an answer tells how long its connection is kept', async (t) => {
  const { port } = await usersGateway(t, { listen: { keepAliveMs: 5000 } });
  const answer = await sendRaw(port, get);
  assert.match(answer.raw, /Keep-Alive: timeout=5\r\n/);
});

test('a connection on which no byte comes at all is answered with 408 after `headersMs`, and closed', async (t) => {
  const { port } = await usersGateway(t, { listen: { headersMs: 200, requestMs: 400 } });
  assertProblem(await sendRaw(port, '', { untilClose: true }), 408, 'request-timeout');
});

test('the second request of a connection has its own time: a head that drips is answered with 408', async (t) => {
  const { port } = await usersGateway(t, { listen: { headersMs: 200, requestMs: 400, keepAliveMs: 5000 } });
  const answer = await sendRaw(port, `${get}GET /users HTTP/1.1\r\nHo`, { untilClose: true });
  assert.deepEqual(
    [...answer.raw.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status),
    ['200', '408'],
  );
});
