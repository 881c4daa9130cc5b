import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import { freePort } from '../support/free-port.ts';
import { listen } from '../support/listen.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { answering, scriptedUpstream } from '../support/scripted-upstream.ts';
import { tlsUpstream } from '../support/tls-upstream.ts';
import { fronts, handshake, joined, openSocket, socketUpstream } from './fronts.ts';

const at = (port: number) => `ws://127.0.0.1:${port}/rooms/7?user=ada`;

const closedPort = async (): Promise<string> => `http://127.0.0.1:${await freePort()}`;

async function open(
  t: TestContext,
  surface: string,
  chat: { readonly targets: readonly string[]; [name: string]: unknown },
) {
  const front = await fronts[surface]?.(t, { upstreams: { chat } });
  return front ?? assert.fail(surface);
}

for (const surface of Object.keys(fronts)) {
  test(`${surface}: a target that cannot be reached is passed over, and the next one is joined`, async (t) => {
    const upstream = await socketUpstream(t);
    const front = await open(t, surface, {
      targets: [await closedPort(), upstream.url],
      balance: 'round-robin',
      ejection: { consecutiveFailures: 0 },
    });
    for (let index = 0; index < 4; index += 1) (await joined(at(front.port))).close();
    assert.deepEqual([upstream.seen.length, front.problems.length], [4, 0]);
  });

  test(`${surface}: where no target can be reached each is asked once, and told by its public name`, async (t) => {
    const front = await open(t, surface, { targets: [await closedPort(), await closedPort()] });
    const refused = await openSocket(at(front.port));
    assert.ok(!(refused instanceof WebSocket));
    const { code, attempts } = JSON.parse(refused.body);
    assert.deepEqual([refused.status, code], [502, 'upstream-unreachable']);
    assert.deepEqual(attempts.map(({ target }: { target: string }) => target).sort(), ['chat#1', 'chat#2']);
  });

  test(`${surface}: a handshake that was sent is not sent to another target`, async (t) => {
    const cutting = await scriptedUpstream(async (connection) => {
      await connection.head();
      connection.reset();
    });
    t.after(() => cutting.close());
    const other = await socketUpstream(t);
    const front = await open(t, surface, { targets: [cutting.url, other.url], balance: 'round-robin' });
    const refused = await openSocket(at(front.port));
    assert.ok(!(refused instanceof WebSocket));
    const { code, attempts } = JSON.parse(refused.body);
    assert.deepEqual([code, attempts.length, other.seen.length], ['upstream-reset', 1, 0]);
  });

  test(`${surface}: a handshake counts as a request under way until it is answered, an open connection does not`, async (t) => {
    const upstream = await socketUpstream(t);
    const front = await open(t, surface, { targets: [upstream.url], maxPending: 1 });
    const sockets = [await joined(at(front.port)), await joined(at(front.port))];
    for (const socket of sockets) socket.close();
    const silent = await scriptedUpstream(() => {});
    t.after(() => silent.close());
    const busy = await open(t, surface, { targets: [silent.url], maxPending: 1, timeouts: { firstByteMs: 2000 } });
    const first = net.connect(busy.port, '127.0.0.1', () => first.write(handshake()));
    t.after(() => first.destroy());
    while (silent.connections.length === 0) await sleep(5);
    const second = await sendRaw(busy.port, handshake());
    assert.deepEqual([second.status, JSON.parse(second.body.toString()).code], [503, 'overloaded']);
    assert.deepEqual(fieldValues(second, 'retry-after'), ['1']);
  });

  test(`${surface}: the total limit holds for a handshake`, async (t) => {
    const silent = await scriptedUpstream(() => {});
    t.after(() => silent.close());
    const front = await open(t, surface, { targets: [silent.url], timeouts: { totalMs: 150 } });
    const late = await sendRaw(front.port, handshake());
    assert.deepEqual([late.status, JSON.parse(late.body.toString()).timer], [504, 'total']);
  });

  test(`${surface}: a handshake of TLS that stalls, or is not trusted, is told as such`, async (t) => {
    const stalling = await scriptedUpstream(() => {});
    t.after(() => stalling.close());
    const secure = (url: string) => url.replace('http:', 'https:');
    const slow = await open(t, surface, { targets: [secure(stalling.url)], timeouts: { connectMs: 150 } });
    const late = await sendRaw(slow.port, handshake());
    assert.deepEqual([late.status, JSON.parse(late.body.toString()).timer], [504, 'tls']);
    const untrusted = await tlsUpstream('valid');
    t.after(untrusted.close);
    const front = await open(t, surface, { targets: [untrusted.url] });
    const refused = await sendRaw(front.port, handshake());
    assert.match(fieldValues(refused, 'proxy-status')[0] ?? '', /error=tls_certificate_error/);
  });

  test(`${surface}: joins a caller to a unix socket`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'paramap-unix-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'chat.sock');
    const server = http.createServer();
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket, { url }) => socket.send(url ?? ''));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    t.after(() => {
      for (const client of sockets.clients) client.terminate();
      server.close();
    });
    const front = await open(t, surface, { targets: [`unix:${path}:/base`] });
    const socket = new WebSocket(at(front.port));
    const [text] = await once(socket, 'message');
    assert.equal(String(text), '/base/v1/socket/7?u=ada');
    socket.close();
  });

  test(`${surface}: a refused upgrade is one whole answer, and the connection is closed`, async (t) => {
    const upstream = await socketUpstream(t);
    const front = await open(t, surface, { targets: [upstream.url] });
    const answer = await sendRaw(front.port, handshake().replace('user=ada', 'user=ada&x=1'), { untilClose: true });
    assert.deepEqual([answer.status, answer.complete, answer.closed], [400, true, true]);
    assert.deepEqual(fieldValues(answer, 'connection'), ['close']);
    assert.deepEqual(fieldValues(answer, 'content-length'), [String(answer.body.length)]);
    assert.equal(answer.raw.split('HTTP/1.1').length, 2);
  });

  test(`${surface}: bytes behind the handshake are held until it is answered, and no more than 64 KiB of them`, async (t) => {
    const slow = await scriptedUpstream(async (connection) => {
      await connection.head();
      await connection.until('early');
      connection.end();
    });
    t.after(() => slow.close());
    const accepting = await scriptedUpstream(async (connection) => {
      await connection.head();
      await connection.pause(100);
      connection.send(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
      );
      await connection.until('early');
      connection.send('got it');
    });
    t.after(() => accepting.close());
    const front = await open(t, surface, { targets: [accepting.url] });
    const joinedAnswer = await sendRaw(front.port, `${handshake()}early`, { until: 'got it' });
    assert.match(joinedAnswer.raw, /^HTTP\/1\.1 101 .*got it$/s);
    const flooded = await open(t, surface, { targets: [slow.url] });
    const cut = await sendRaw(flooded.port, `${handshake()}${'x'.repeat(200_000)}`, { untilClose: true });
    assert.deepEqual([cut.status, cut.closed], [0, true]);
  });

  test(`${surface}: a caller that ends its side before the answer is gone, and the upstream is freed`, async (t) => {
    const silent = await scriptedUpstream(() => {});
    t.after(() => silent.close());
    const front = await open(t, surface, { targets: [silent.url] });
    const caller = net.connect(front.port, '127.0.0.1', () => caller.write(handshake()));
    caller.on('error', () => {});
    while (silent.connections.length === 0) await sleep(5);
    caller.end();
    await silent.connections[0]?.closed;
    await once(caller, 'close');
    assert.equal(front.problems.length, 0);
  });

  test(`${surface}: an answer that is no 101 has its content limited by the idle time`, async (t) => {
    const stalling = await scriptedUpstream(answering('HTTP/1.1 403 Forbidden\r\nContent-Length: 10\r\n\r\nabc'));
    t.after(() => stalling.close());
    const front = await open(t, surface, { targets: [stalling.url], timeouts: { idleMs: 150 } });
    const answer = await sendRaw(front.port, handshake(), { untilClose: true });
    assert.deepEqual([answer.status, answer.complete, answer.closed], [403, false, true]);
  });
}

for (const surface of Object.keys(fronts)) {
  test(`${surface}: a connection that is joined as the probe of a half-open breaker closes it while it is open`, async (t) => {
    let isDown = true;
    const sockets = new WebSocketServer({ noServer: true });
    const server = http.createServer().on('upgrade', (request, socket, head) => {
      if (isDown) socket.end('HTTP/1.1 503 Down\r\nContent-Length: 0\r\n\r\n');
      else sockets.handleUpgrade(request, socket, head, () => {});
    });
    const upstream = await listen(server);
    t.after(upstream.close);
    const breaker = { consecutiveFailures: 1, openMs: 50, probes: 1 };
    const front = await open(t, surface, { targets: [upstream.url], breaker });
    assert.equal((await sendRaw(front.port, handshake())).status, 503);
    isDown = false;
    await sleep(100);
    const first = await joined(at(front.port));
    const second = await joined(at(front.port));
    assert.equal(first.readyState, WebSocket.OPEN);
    for (const each of [first, second]) each.terminate();
  });
}
