import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { type TestContext } from 'node:test';
import { type ServerOptions, WebSocket } from 'ws';
import type { UpgradeOptions } from '../../src/options/upgrade-options.ts';
import { answering, scriptedUpstream } from '../support/scripted-upstream.ts';
import { createGateway, paramap } from '../../src/index.ts';
import { listen } from '../support/listen.ts';
import { assertFitsProblemSchema } from '../support/problem-schema.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { chatContract, fronts, handshake, joined, openSocket, socketUpstream } from './fronts.ts';

const at = (port: number, path = '/rooms/7?user=ada') => `ws://127.0.0.1:${port}${path}`;

interface Settings extends ServerOptions {
  readonly upgrades?: UpgradeOptions;
}

async function ready(t: TestContext, surface: string, { upgrades = {}, ...options }: Settings = {}) {
  const upstream = await socketUpstream(t, options);
  const front = await fronts[surface]?.(t, { upstreams: { chat: { targets: [`${upstream.url}/base`] } }, upgrades });
  assert.ok(front);
  return { upstream, front };
}

for (const surface of Object.keys(fronts)) {
  test(`${surface}: joins caller and upstream, with path, query and secrets mapped`, async (t) => {
    const { upstream, front } = await ready(t, surface);
    const socket = await joined(at(front.port), { headers: { cookie: 'a=b', 'x-any': '1' } });
    socket.send('hello');
    const [text] = await once(socket, 'message');
    assert.equal(String(text), 'hello');
    const { url, headers } = upstream.seen[0] ?? assert.fail();
    assert.equal(url, '/base/v1/socket/7?u=ada');
    assert.equal(headers['x-key'], 'k1');
    assert.equal(headers['x-any'], '1');
    assert.equal(headers.host, `127.0.0.1:${upstream.port}`);
    assert.match(headers.via ?? '', /paramap/);
    socket.close();
  });

  test(`${surface}: passes 1 MB of bytes and their kind on, both ways`, async (t) => {
    const { front } = await ready(t, surface);
    const socket = await joined(at(front.port));
    const bytes = Buffer.alloc(1_048_576, 'abc');
    socket.send(bytes);
    const [echo, isBinary] = await once(socket, 'message');
    assert.deepEqual([Buffer.compare(echo, bytes), isBinary], [0, true]);
    socket.close();
  });

  test(`${surface}: passes the chosen subprotocol and the code of a close on`, async (t) => {
    const { upstream, front } = await ready(t, surface, {
      handleProtocols: () => 'chat.v2',
    });
    const socket = await joined(at(front.port), { protocols: ['chat.v1', 'chat.v2'] });
    assert.equal(socket.protocol, 'chat.v2');
    const [other] = upstream.sockets.clients;
    socket.close(4001, 'enough');
    const [code, reason] = await once(other ?? assert.fail(), 'close');
    assert.deepEqual([code, String(reason)], [4001, 'enough']);
  });

  test(`${surface}: a close of the upstream reaches the caller`, async (t) => {
    const { upstream, front } = await ready(t, surface);
    const socket = await joined(at(front.port));
    for (const other of upstream.sockets.clients) other.close(4002, 'over');
    const [code, reason] = await once(socket, 'close');
    assert.deepEqual([code, String(reason)], [4002, 'over']);
  });

  test(`${surface}: an upstream that dies breaks the caller's connection, and a caller that leaves the upstream's`, async (t) => {
    const { upstream, front } = await ready(t, surface);
    const socket = await joined(at(front.port));
    for (const other of upstream.sockets.clients) other.terminate();
    const [code] = await once(socket, 'close');
    assert.equal(code, 1006);
    const second = await joined(at(front.port));
    const [other] = upstream.sockets.clients;
    second.terminate();
    await once(other ?? assert.fail(), 'close');
  });

  test(`${surface}: a request that does not fit gets the problem as any other, and nothing is sent`, async (t) => {
    const { upstream, front } = await ready(t, surface);
    const refused = await openSocket(at(front.port, '/rooms/x?usr=ada'));
    assert.ok(!(refused instanceof WebSocket));
    assert.equal(refused.status, 400);
    assert.equal(refused.headers['content-type'], 'application/problem+json');
    const { code, operation, errors } = JSON.parse(refused.body);
    assert.deepEqual([code, operation], ['invalid-request', 'joinRoom']);
    assert.deepEqual(
      errors.map((violation: { in: string; name: string; code: string }) => [
        violation.in,
        violation.name,
        violation.code,
      ]),
      [
        ['path', 'room', 'type'],
        ['query', 'user', 'required'],
        ['query', 'usr', 'unknown'],
      ],
    );
    assert.equal(upstream.seen.length, 0);
  });

  test(`${surface}: closes the connection of a refused upgrade`, async (t) => {
    const { front } = await ready(t, surface);
    const answer = await sendRaw(front.port, handshake('/rooms/0?user=a'), { untilClose: true });
    assert.deepEqual([answer.status, answer.closed], [400, true]);
    assert.deepEqual(fieldValues(answer, 'connection'), ['close']);
  });

  for (const [name, bytes] of [
    ['another version', handshake('/rooms/7?user=a').replace('Version: 13', 'Version: 8')],
    ['a short key', handshake('/rooms/7?user=a').replace('dGhlIHNhbXBsZSBub25jZQ==', 'YQ==')],
    ['content', handshake('/rooms/7?user=a', ['Content-Length: 3'])],
    ['a protocol named twice', handshake('/rooms/7?user=a', ['Sec-WebSocket-Protocol: a, a'])],
  ] as const) {
    test(`${surface}: refuses a handshake with ${name}`, async (t) => {
      const { upstream, front } = await ready(t, surface);
      const answer = await sendRaw(front.port, bytes);
      assert.equal(answer.status, 400);
      assert.equal(JSON.parse(answer.body.toString()).code, 'malformed-request');
      assert.deepEqual(fieldValues(answer, 'sec-websocket-version'), ['13']);
      assert.equal(upstream.seen.length, 0);
    });
  }

  test(`${surface}: takes pages of its own host and of named origins, and no others`, async (t) => {
    const { upstream, front } = await ready(t, surface, { upgrades: { origins: ['https://app.example'] } });
    for (const origin of [`http://127.0.0.1:${front.port}`, 'https://app.example']) {
      (await joined(at(front.port), { headers: { origin } })).close();
    }
    for (const origin of ['https://evil.example', 'https://app.example.evil.example', 'null']) {
      const refused = await openSocket(at(front.port), { headers: { origin } });
      assert.ok(!(refused instanceof WebSocket), origin);
      assert.deepEqual([refused.status, JSON.parse(refused.body).code], [403, 'origin-refused']);
      assertFitsProblemSchema(JSON.parse(refused.body));
      assert.match(String(refused.headers['proxy-status']), /error=http_request_denied/);
      assert.match(String(refused.headers.via), /paramap/);
      assert.equal(refused.headers['cache-control'], 'no-store');
      assert.equal(refused.headers['x-request-id'], JSON.parse(refused.body).requestId);
    }
    assert.equal(upstream.seen.length, 2);
  });

  test(`${surface}: passes the upstream's own refusal on`, async (t) => {
    const { front } = await ready(t, surface, {
      verifyClient: (_info, done) => done(false, 418, 'no tea'),
    });
    const refused = await openSocket(at(front.port));
    assert.ok(!(refused instanceof WebSocket));
    assert.deepEqual([refused.status, refused.body], [418, 'no tea']);
    assert.equal(refused.headers['proxy-status'], undefined);
    assert.equal(front.problems.length, 0);
  });

  for (const [name, lines] of [
    ['another protocol', 'Connection: Upgrade\r\nUpgrade: h2c'],
    ['a wrong key', 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: AAAA'],
    [
      'a subprotocol that nobody offered',
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: x',
    ],
  ] as const) {
    test(`${surface}: a 101 with ${name} gives 502 (http_upgrade_failed)`, async (t) => {
      const upstream = await scriptedUpstream(answering(`HTTP/1.1 101 Switching Protocols\r\n${lines}\r\n\r\n`));
      t.after(() => upstream.close());
      const front = await fronts[surface]?.(t, { upstreams: { chat: { targets: [upstream.url] } } });
      const answer = await sendRaw(front?.port ?? 0, handshake('/rooms/7?user=a'));
      assert.equal(answer.status, 502);
      assert.match(fieldValues(answer, 'proxy-status')[0] ?? '', /error=http_upgrade_failed/);
    });
  }

  test(`${surface}: an upstream that is away, or silent, gives 502 and 504`, async (t) => {
    const silent = await scriptedUpstream(() => {});
    const { url } = silent;
    t.after(() => silent.close());
    const slow = await fronts[surface]?.(t, {
      upstreams: { chat: { targets: [url], timeouts: { firstByteMs: 100 } } },
    });
    const late = await sendRaw(slow?.port ?? 0, handshake('/rooms/7?user=a'));
    assert.deepEqual([late.status, JSON.parse(late.body.toString()).timer], [504, 'first-byte']);
    const gone = await socketUpstream(t);
    await gone.close();
    const front = await fronts[surface]?.(t, { upstreams: { chat: { targets: [gone.url] } } });
    const refused = await sendRaw(front?.port ?? 0, handshake('/rooms/7?user=a'));
    assert.equal(refused.status, 502);
    assert.match(fieldValues(refused, 'proxy-status')[0] ?? '', /error=connection_refused/);
  });

  test(`${surface}: breaks a connection on which nothing moves, and no other`, async (t) => {
    const { front } = await ready(t, surface, { upgrades: { idleMs: 150 } });
    const socket = await joined(at(front.port));
    for (let index = 0; index < 5; index += 1) {
      await sleep(60);
      socket.send('still here');
    }
    assert.equal(socket.readyState, WebSocket.OPEN);
    const [code] = await once(socket, 'close');
    assert.equal(code, 1006);
  });

  test(`${surface}: makes no more connections than the limit, and others when one has ended`, async (t) => {
    const { front } = await ready(t, surface, { upgrades: { max: 1 } });
    const first = await joined(at(front.port));
    const refused = await openSocket(at(front.port));
    assert.ok(!(refused instanceof WebSocket));
    assert.deepEqual([refused.status, refused.headers['retry-after']], [503, '1']);
    assert.equal(JSON.parse(refused.body).code, 'overloaded');
    assert.match(String(refused.headers['proxy-status']), /connection_limit_reached/);
    first.terminate();
    await sleep(50);
    (await joined(at(front.port))).close();
  });

  test(`${surface}: serves a request that names h2c, on any route, as if it had not`, async (t) => {
    const { upstream, front } = await ready(t, surface);
    for (const path of ['/plain/x', '/rooms/7?user=a']) {
      const bytes = handshake(path).replace(
        'Upgrade: websocket',
        'Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA',
      );
      const answer = await sendRaw(front.port, bytes);
      assert.deepEqual([answer.status, answer.body.toString()], [200, 'plain']);
    }
    assert.equal(upstream.seen.length, 0);
  });
}

test('middleware: leaves what it does not declare to the other listeners of the server, and answers 404 where there are none', async (t) => {
  const upstream = await socketUpstream(t);
  const upstreams = { chat: { targets: [upstream.url] } };
  const api = paramap({ contracts: chatContract, upstreams, upgrades: { mountPath: '/api' } });
  t.after(() => api.close());
  // Without `shouldUpgradeCallback` all that names a protocol comes as an upgrade.
  const server = http.createServer((_request, response) => response.end('plain'));
  server.on('upgrade', api.upgrade);
  const { port, close } = await listen(server);
  t.after(close);
  const alone = await sendRaw(port, handshake('/rooms/7?user=a'));
  assert.deepEqual([alone.status, JSON.parse(alone.body.toString()).code], [404, 'no-such-route']);
  server.on('upgrade', (request, socket) => {
    if (request.url === '/elsewhere') socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\nmine');
  });
  const other = await sendRaw(port, handshake('/elsewhere'), { untilClose: true });
  assert.match(other.raw, /mine$/);
  const socket = await joined(at(port, '/api/rooms/7?user=a'));
  socket.close();
  assert.equal(upstream.seen[0]?.url, '/v1/socket/7?u=a');
});

test('gateway: a close lets connections go on until its deadline, then cuts them', async (t) => {
  const upstream = await socketUpstream(t);
  const gateway = createGateway({
    contracts: chatContract,
    upstreams: { chat: { targets: [upstream.url] } },
    listen: { port: 0, drainMs: 900 },
  });
  const { port } = await gateway.listen();
  const socket = await joined(at(port));
  const began = performance.now();
  const closing = gateway.close();
  await sleep(700);
  socket.send('still');
  assert.equal(String((await once(socket, 'message'))[0]), 'still');
  const [code] = await once(socket, 'close');
  assert.equal(code, 1006);
  assert.deepEqual(await closing, { cut: 1 });
  assert.ok(performance.now() - began < 3000);
});
