import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGateway, type GatewayOptions } from '../../src/index.ts';
import { eventually, folderWith, paramapProcess } from '../cli/paramap-process.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { freePort } from '../support/free-port.ts';
import { skipWithout } from '../support/needed-program.ts';
import { usersContract } from '../support/users-gateway.ts';
import { type Changes, haproxy, nginx, type Server, startHaproxy, startNginx } from './balancer.ts';
import { type LoadOptions, startLoad } from './load.ts';

const skip = skipWithout(nginx, haproxy);
/** A few thousand for who wants to be sure; each run adds its own. */
const enough = Number(process.env['PARAMAP_DEPLOY_REQUESTS'] ?? 400);

const often: LoadOptions = { callers: 8, pauseMs: () => 5 + Math.random() * 10 };

/** Time limits that leave time for a test, in the proportions of the files. */
const shortNginx: Changes = [['keepalive_timeout 60s;', 'keepalive_timeout 100ms;']];
const shortHaproxy: Changes = [
  ['pool-purge-delay 5s', 'pool-purge-delay 100ms'],
  ['check port 9090 inter 1s', 'inter 50ms'],
];

async function gateway(t: TestContext, upstream: string, listen: GatewayOptions['listen'] = {}) {
  const made = createGateway({
    contracts: usersContract,
    upstreams: { users: { targets: [upstream] } },
    listen: { port: 0, ...listen },
    admin: { port: 0 },
  });
  t.after(() => made.close());
  const { port, admin } = await made.listen();
  return { port, adminPort: admin?.port ?? assert.fail('no admin address'), close: () => made.close() };
}

async function bothInFront(t: TestContext, servers: readonly Server[]): Promise<readonly number[]> {
  return Promise.all([startNginx(t, servers, shortNginx), startHaproxy(t, servers, shortHaproxy)]);
}

const failuresOf = (loads: readonly ReturnType<typeof startLoad>[]) => loads.flatMap(({ failures }) => [...failures]);

test('no request fails while balancers close idle connections before the gateway does', { skip }, async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const served = await gateway(t, upstream.url, { keepAliveMs: 150 });
  const ports = await bothInFront(t, [served]);
  // Pauses about as long as connections are kept, so that many requests meet the very moment.
  const around: LoadOptions = { callers: 40, pauseMs: () => 60 + Math.random() * 110 };
  const loads = ports.map((port) => startLoad(port, around));
  while (loads.some(({ answered, failures }) => answered < enough && failures.size === 0)) await sleep(20);
  await Promise.all(loads.map((load) => load.stop()));
  assert.deepEqual(failuresOf(loads), []);
});

test('no request fails while workers are replaced and contracts are read again', { skip }, async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const [port, adminPort] = [await freePort(), await freePort()];
  const config = {
    contracts: ['*.contract.json'],
    upstreams: { users: { targets: [upstream.url] } },
    listen: { port, workers: 2 },
    admin: { port: adminPort },
  };
  const folder = await folderWith(t, { 'paramap.config.json': config, 'users.contract.json': usersContract });
  const serve = paramapProcess(t, folder, 'serve');
  await serve.listening();
  const ports = await bothInFront(t, [{ port, adminPort }]);
  const loads = ports.map((each) => startLoad(each, often));
  await eventually('answers', () => loads.every(({ answered }) => answered > 50));
  serve.kill('SIGUSR2');
  await serve.until(/all workers are replaced/);
  serve.kill('SIGHUP');
  await serve.until(/reloaded/);
  // The last of the workers that were replaced is still closing its connections.
  await sleep(1200);
  await Promise.all(loads.map((load) => load.stop()));
  assert.deepEqual(failuresOf(loads), []);
  serve.kill('SIGTERM');
  assert.equal(await serve.exit, 0);
});

test('no request fails while one of two gateways is stopped: its health check says so, and the other one takes over', {
  skip,
}, async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const listen = { drainNoticeMs: 400, drainMs: 2000 };
  const [leaving, staying] = [await gateway(t, upstream.url, listen), await gateway(t, upstream.url, listen)];
  const ports = await bothInFront(t, [leaving, staying]);
  const loads = ports.map((port) => startLoad(port, often));
  await eventually('answers', () => loads.every(({ answered }) => answered > 50));
  const closing = leaving.close();
  const ready = await fetch(`http://127.0.0.1:${leaving.adminPort}/ready`);
  assert.deepEqual([ready.status, await ready.json()], [503, { ready: false, reasons: ['draining'] }]);
  assert.deepEqual(await closing, { cut: 0 });
  const before = loads.map(({ answered }) => answered);
  await eventually('answers of the other one', () =>
    loads.every(({ answered }, at) => answered > (before[at] ?? 0) + 50),
  );
  await Promise.all(loads.map((load) => load.stop()));
  assert.deepEqual(failuresOf(loads), []);
});
