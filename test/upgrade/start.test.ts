import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import test, { type TestContext } from 'node:test';
import express from 'express';
import { ContractError, createGateway, paramap } from '../../src/index.ts';
import { listen } from '../support/listen.ts';
import { chatContract, joined, socketUpstream } from './fronts.ts';

/** Rule and pointer of each finding; none where it starts. */
function findingsOf(start: () => { close(): Promise<unknown> }): string[][] {
  try {
    void start().close();
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.findings.map(({ rule, pointer }) => [rule, pointer]);
  }
}

const chat = { chat: { targets: ['http://127.0.0.1:9'] } };
const forward = (): void => {};

test('a start without an upstream for an upgrade is a finding, beside `forward` and where only `rewrite` is used', () => {
  const missing = [['upgrade-upstream', '/operations/joinRoom/upgrade']];
  assert.deepEqual(
    findingsOf(() => paramap({ contracts: chatContract, forward })),
    missing,
  );
  assert.deepEqual(
    findingsOf(() => paramap({ contracts: chatContract, upstreams: {} })),
    missing,
  );
  assert.deepEqual(
    findingsOf(() => paramap({ contracts: chatContract, forward, upstreams: chat })),
    [],
  );
});

test('`upgrades.mountPath` on a gateway is a finding, for it would answer every upgrade with 404', () => {
  const options = { contracts: chatContract, upstreams: chat };
  assert.deepEqual(
    findingsOf(() => createGateway({ ...options, upgrades: { mountPath: '/api' } })),
    [['surface', '/upgrades/mountPath']],
  );
  assert.deepEqual(
    findingsOf(() => paramap({ ...options, upgrades: { mountPath: '/api' } })),
    [],
  );
});

/** What the upstream is told of the caller, by an app with a `trust proxy`, or by one that is wrapped. */
async function toldAddress(t: TestContext, trustProxy: unknown, wrap: (app: express.Express) => http.Server) {
  const upstream = await socketUpstream(t);
  const api = paramap({ contracts: chatContract, upstreams: { chat: { targets: [upstream.url] } } });
  const app = express().set('trust proxy', trustProxy).use(api);
  const server = wrap(app);
  if (server.listenerCount('upgrade') === 0) server.on('upgrade', api.upgrade);
  else server.on('upgrade', (req, socket, head) => api.upgrade(Object.assign(req, { app }), socket, head));
  const { port, close } = await listen(server);
  t.after(close);
  t.after(() => api.close());
  const headers = { 'x-forwarded-for': '198.51.100.7' };
  const socket = await joined(`ws://127.0.0.1:${port}/rooms/7?user=ada`, { headers });
  socket.close();
  await once(socket, 'close');
  return upstream.seen[0]?.headers['x-forwarded-for'];
}

test("middleware: an upgrade is believed as far as the app's `trust proxy` says", async (t) => {
  const serving = (app: express.Express) => http.createServer(app);
  assert.equal(await toldAddress(t, 'loopback', serving), '198.51.100.7, 127.0.0.1');
  assert.equal(await toldAddress(t, false, serving), '127.0.0.1');
  const wrapped = (app: express.Express) => http.createServer((req, res) => app(req, res)).on('upgrade', () => {});
  assert.equal(await toldAddress(t, 'loopback', wrapped), '198.51.100.7, 127.0.0.1');
});
