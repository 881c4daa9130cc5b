import assert from 'node:assert/strict';
import net from 'node:net';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGateway } from '../../src/index.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { scriptedUpstream } from '../support/scripted-upstream.ts';
import { assertProblem, usersContract, usersGateway } from '../support/users-gateway.ts';

const get = (name: string): string => `GET /users?name=${name} HTTP/1.1\r\nHost: a\r\n\r\n`;
const json = 'Host: a\r\nContent-Type: application/json\r\n';

/** A connection whose bytes are collected. */
function open(port: number): { socket: net.Socket; received: () => string; closed: Promise<void> } {
  const socket = net.connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  return { socket, received: () => text, closed };
}

/** A gateway that the test closes by itself. */
async function bareGateway(t: TestContext) {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const upstreams = { users: { targets: [upstream.url] } };
  const gateway = createGateway({ contracts: usersContract, upstreams, listen: { port: 0 } });
  t.after(() => gateway.close());
  const { port } = await gateway.listen();
  return { port, close: () => gateway.close() };
}

const statuses = (text: string): string[] => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => match[1] ?? '');

test('gateway: a head that never ends is answered with 408 on time (rule 37)', async (t) => {
  const { port } = await usersGateway(t, { listen: { headersMs: 200, requestMs: 4000 } });
  const answer = await sendRaw(port, 'GET /users HTTP/1.1\r\nHost: a\r\nX-A', { untilClose: true });
  assertProblem(answer, 408, 'request-timeout');
  assert.ok(answer.tookMs >= 150 && answer.tookMs < 3000, `${answer.tookMs} ms`);
});

test('gateway: a body that drips is answered with 408 on time, and never forwarded (rule 37)', async (t) => {
  const { port, upstream } = await usersGateway(t, { listen: { headersMs: 200, requestMs: 400 } });
  const { socket, received, closed } = open(port);
  const started = performance.now();
  socket.write(`POST /users HTTP/1.1\r\n${json}Content-Length: 100\r\n\r\n`);
  const drip = setInterval(() => socket.write(' '), 50);
  await closed;
  clearInterval(drip);
  const took = performance.now() - started;
  assert.deepEqual(statuses(received()), ['408']);
  assert.ok(took < 2000, `${took} ms`);
  assert.equal(upstream.requests.length, 0);
});

test('gateway: an upload that takes too long because the upstream reads too slowly is not blamed on its caller', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    connection.stopReading();
    await connection.pause(1500);
    connection.startReading();
  });
  t.after(upstream.close);
  const body = { content: { 'application/octet-stream': {} } };
  const contract = {
    title: 'Files',
    upstream: { name: 'users' },
    operations: { upload: { route: 'POST /files', body } },
  };
  const upstreams = { users: { targets: [upstream.url] } };
  const { port } = await usersGateway(t, {
    contracts: contract,
    upstreams,
    listen: { headersMs: 200, requestMs: 600 },
  });
  const head =
    'POST /files HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\nContent-Length: 40000000\r\n\r\n';
  const answer = await sendRaw(port, Buffer.concat([Buffer.from(head), Buffer.alloc(40_000_000)]));
  assertProblem(answer, 504, 'upstream-timeout');
  assert.deepEqual(fieldValues(answer, 'proxy-status'), ['paramap; error=connection_write_timeout']);
});

test('gateway: pipelined requests are answered in order (rule 38)', async (t) => {
  const { port, upstream } = await usersGateway(t);
  upstream.reply(async ({ rawUrl }, response) => {
    // The first is the slowest.
    await sleep(rawUrl.endsWith('1') ? 100 : 0);
    response.end(rawUrl);
  });
  const answer = await sendRaw(port, get('1') + get('2') + get('3'), { until: 'n=3' });
  assert.deepEqual(
    [...answer.raw.matchAll(/n=(\d)/g)].map((match) => match[1]),
    ['1', '2', '3'],
  );
});

test('gateway: after a malformed request the ones before it are answered first, those after it never (rule 38)', async (t) => {
  const { port, upstream } = await usersGateway(t);
  upstream.reply(async (_request, response) => {
    await sleep(100);
    response.end('first');
  });
  for (const bad of ['GET /users HTTP/1.1\r\nHost : a\r\n\r\n', 'GET /users HTTP/1.1\r\n\r\n']) {
    const before = upstream.requests.length;
    const answer = await sendRaw(port, get('1') + bad + get('3'), { untilClose: true });
    assert.deepEqual(statuses(answer.raw), ['200', '400']);
    assert.ok(answer.raw.indexOf('first') < answer.raw.indexOf('malformed-request'));
    assert.ok(answer.closed);
    assert.equal(upstream.requests.length, before + 1);
  }
});

test("gateway: what follows a request with `Connection: close` is not processed (rule 39, held by Node's parser)", async (t) => {
  const { port, upstream } = await usersGateway(t);
  const closing = 'GET /users?name=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
  const answer = await sendRaw(port, closing + get('2'), { untilClose: true });
  assert.deepEqual(statuses(answer.raw), ['200']);
  assert.ok(answer.closed);
  assert.equal(upstream.requests.length, 1);
});

test('gateway: a connection is used again after a small body that was refused unread (rule 32)', async (t) => {
  const { port } = await usersGateway(t);
  const refused = 'POST /users HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello';
  const answer = await sendRaw(port, refused + get('2'), { until: '200 OK' });
  assert.deepEqual(statuses(answer.raw), ['415', '200']);
});

test('gateway: a caller that goes on sending gets the whole 413, then the connection ends (rule 32)', async (t) => {
  const { port } = await usersGateway(t);
  const { socket, received, closed } = open(port);
  socket.write(`POST /users HTTP/1.1\r\n${json}Content-Length: 10737418240\r\n\r\n`);
  const piece = Buffer.alloc(65_536, 32);
  const flood = setInterval(() => socket.write(piece), 10);
  await closed;
  clearInterval(flood);
  assert.deepEqual(statuses(received()), ['413']);
  assert.match(received(), /"code":"body-too-large".*\}$/s);
});

for (const method of ['POST', 'HEAD']) {
  test(`gateway: a ${method} that is refused unread and goes on with noise still gets its whole answer`, async (t) => {
    const { port } = await usersGateway(t);
    const head = `${method} /users HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const answer = await sendRaw(port, `${head}noise`, { untilClose: true, head: method === 'HEAD' });
    assert.equal(answer.status, 415);
    if (method === 'POST') assert.equal(JSON.parse(answer.body.toString()).status, 415);
    assert.ok(answer.closed && answer.tookMs < 4000, `${answer.tookMs} ms`);
  });
}

test('gateway: an incomplete body is never forwarded (rule 31)', async (t) => {
  const { port, upstream, problems } = await usersGateway(t);
  for (const framing of ['Content-Length: 10\r\n\r\n{"name"', 'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n']) {
    const { socket, closed } = open(port);
    socket.write(`POST /users HTTP/1.1\r\n${json}${framing}`);
    await sleep(50);
    socket.end();
    await closed;
  }
  await sleep(50);
  assert.equal(upstream.requests.length, 0);
  assert.ok(problems.every(({ status }) => status < 500));
});

test('gateway: trailer fields enter neither the header section nor the outgoing request (rule 30)', async (t) => {
  const { port, upstream } = await usersGateway(t);
  const body = '2\r\n{}\r\n0\r\nX-Session: forged\r\nHost: evil\r\n\r\n';
  const answer = await sendRaw(
    port,
    `POST /users HTTP/1.1\r\n${json}Trailer: X-Session\r\nTransfer-Encoding: chunked\r\n\r\n${body}`,
  );
  assert.equal(answer.status, 200);
  assert.doesNotMatch(JSON.stringify(upstream.last().rawHeaders), /forged|evil|trailer/i);
});

test('gateway: noise, resets and callers that leave do not end the process', async (t) => {
  const { port } = await usersGateway(t);
  for (const bytes of [
    '\0\0\0',
    'GET',
    'x'.repeat(70_000),
    `POST /users HTTP/1.1\r\n${json}Content-Length: 9\r\n\r\n{`,
  ]) {
    const { socket, closed } = open(port);
    socket.write(bytes);
    await sleep(20);
    socket.resetAndDestroy();
    await closed;
  }
  assert.equal((await sendRaw(port, get('1'))).status, 200);
});

test('gateway: close() lets requests in flight finish, refuses new connections and closes idle ones', async (t) => {
  const upstream = await echoUpstream(async (_request, response) => {
    await sleep(200);
    response.end('done');
  });
  t.after(() => upstream.close());
  const upstreams = { users: { targets: [upstream.url] } };
  const gateway = createGateway({ contracts: usersContract, upstreams, listen: { port: 0 } });
  const { port } = await gateway.listen();
  const silent = open(port);
  const busy = open(port);
  busy.socket.write(get('1'));
  while (upstream.requests.length === 0) await sleep(5);
  const started = performance.now();
  await Promise.all([gateway.close(), gateway.close()]);
  const took = performance.now() - started;
  await Promise.all([silent.closed, busy.closed]);
  assert.match(busy.received(), /^HTTP\/1\.1 200 OK/);
  assert.match(busy.received(), /Connection: close/i);
  assert.match(busy.received(), /done/);
  assert.ok(took < 2000, `${took} ms`);
  const late = await sendRaw(port, get('2'));
  assert.equal(late.status, 0);
});

test('gateway: close() serves a request that comes at once on a connection that was idle, and says that it is the last', async (t) => {
  const { port, close } = await bareGateway(t);
  const [kept, fresh] = [open(port), open(port)];
  kept.socket.write(get('1'));
  while (!kept.received().includes('200 OK')) await sleep(5);
  const closing = close();
  await sleep(30);
  assert.equal((await sendRaw(port, get('3'))).status, 0);
  kept.socket.write(get('2'));
  fresh.socket.write(get('2'));
  assert.deepEqual(await closing, { cut: 0 });
  await Promise.all([kept.closed, fresh.closed]);
  assert.deepEqual(statuses(kept.received()), ['200', '200']);
  for (const { received } of [kept, fresh]) {
    assert.match(received().slice(received().lastIndexOf('HTTP/1.1')), /200 OK.*Connection: close/is);
  }
});

test('gateway: close() cuts what is still in flight after its time, and tells how many requests that were', async (t) => {
  const upstream = await echoUpstream(() => {});
  t.after(() => upstream.close());
  const upstreams = { users: { targets: [upstream.url] } };
  const gateway = createGateway({ contracts: usersContract, upstreams, listen: { port: 0, drainMs: 100 } });
  const { port } = await gateway.listen();
  const busy = open(port);
  busy.socket.write(get('1'));
  while (upstream.requests.length === 0) await sleep(5);
  const started = performance.now();
  assert.deepEqual(await gateway.close(), { cut: 1 });
  await busy.closed;
  assert.ok(performance.now() - started < 1500);
});

test('gateway: listen() rejects where the port is taken, and close() before listen() ends at once', async (t) => {
  const { port } = await usersGateway(t);
  const upstreams = { users: { targets: ['http://127.0.0.1:1'] } };
  const gateway = createGateway({ contracts: usersContract, upstreams, listen: { port } });
  await assert.rejects(gateway.listen(), { code: 'EADDRINUSE' });
  await gateway.close();
});

test('gateway: X-Forwarded-For is believed from trusted networks alone', async (t) => {
  const forged = 'GET /users HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n';
  const nobody = await usersGateway(t);
  await sendRaw(nobody.port, forged);
  assert.deepEqual(nobody.upstream.last().headers['x-forwarded-for'], ['127.0.0.1']);
  const trusting = await usersGateway(t, { trustProxy: ['127.0.0.0/8'] });
  await sendRaw(trusting.port, forged);
  assert.deepEqual(trusting.upstream.last().headers['x-forwarded-for'], ['192.0.2.7, 127.0.0.1']);
});
