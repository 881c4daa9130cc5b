import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createAdmin } from '../../src/gateway/admin.ts';
import { createGateway, type Gateway, type GatewayOptions } from '../../src/index.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { usersContract } from '../support/users-gateway.ts';

/** A gateway with an admin address, both on free ports. */
async function adminGateway(t: TestContext, given: Partial<GatewayOptions> = {}) {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const gateway = createGateway({
    contracts: usersContract,
    upstreams: { users: { targets: [upstream.url] } },
    listen: { port: 0, drainMs: 5000, ...given.listen },
    admin: { port: 0 },
  });
  t.after(() => gateway.close());
  const { url, admin } = await gateway.listen();
  return { gateway, upstream, url, admin: admin?.url ?? '' };
}

async function ask(url: string): Promise<[status: number, body: Readonly<Record<string, unknown>>]> {
  const answer = await fetch(url);
  assert.equal(answer.headers.get('content-type'), 'application/json');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const body: unknown = await answer.json();
  assert.ok(typeof body === 'object' && body !== null);
  return [answer.status, { ...body }];
}

test('the admin address says that the gateway is alive and ready, and what is going on', async (t) => {
  const { gateway, admin, url, upstream } = await adminGateway(t);
  assert.deepEqual(await ask(`${admin}/ready`), [200, { ready: true, reasons: [] }]);
  let answer: () => void = () => {};
  const arrived = new Promise<void>((seen) => {
    upstream.reply((_, response) => {
      answer = () => response.end();
      seen();
    });
  });
  const inFlight = fetch(`${url}/users?name=ada`);
  await arrived;
  const [status, health] = await ask(`${admin}/health?verbose`);
  assert.equal(status, 200);
  assert.equal(health['ready'], true);
  assert.equal(health['inFlight'], 1);
  assert.ok(Number(health['connections']) >= 1 && Number(health['uptimeMs']) > 0);
  assert.deepEqual(health['reloads'], { done: 0, failed: 0, stale: false });
  answer();
  await (await inFlight).text();
  assert.deepEqual(await ask(`${admin}/counts`), [200, { deprecated: [], answers: [], shadows: [] }]);
  const [, { upstreams }] = await ask(`${admin}/upstreams`);
  assert.deepEqual(
    upstreams,
    gateway.upstreams().map((told) => JSON.parse(JSON.stringify(told))),
  );
  assert.match(JSON.stringify(upstreams), /"name":"users#1".*"usable":true/);
});

test('what could not be found out is answered with 500 and why, not with a cut connection', async (t) => {
  const nothing = async () => undefined;
  const admin = createAdmin(
    { host: '127.0.0.1', port: 0 },
    {
      notReady: () => [],
      health: () => Promise.reject(new Error('no worker answers')),
      counts: () => ({ deprecated: [], answers: [], shadows: [] }),
      metrics: nothing,
      insights: nothing,
      upstreams: () => [],
    },
  );
  t.after(() => admin.close());
  const { url } = await admin.listen();
  assert.deepEqual(await ask(`${url}/health`), [500, { error: 'this could not be found out: no worker answers' }]);
});

test('the admin address answers nothing else, and changes nothing', async (t) => {
  const { admin, url } = await adminGateway(t);
  assert.equal((await ask(`${admin}/users?name=ada`))[0], 404);
  const post = await fetch(`${admin}/ready`, { method: 'POST', body: 'x' });
  assert.deepEqual([post.status, post.headers.get('allow')], [405, 'GET, HEAD']);
  const head = await fetch(`${admin}/ready`, { method: 'HEAD' });
  assert.deepEqual([head.status, await head.text()], [200, '']);
  // Callers do not get there.
  assert.equal((await fetch(`${url}/ready`)).status, 404);
});

test('a failed reload is told until one succeeds', async (t) => {
  const { gateway, admin } = await adminGateway(t);
  const { reloaded } = await gateway.reload({ contracts: 'no-such-file.json', admin: { port: 0 } });
  assert.equal(reloaded, false);
  assert.deepEqual((await ask(`${admin}/health`))[1]['reloads'], { done: 0, failed: 1, stale: true });
  assert.equal((await ask(`${admin}/ready`))[0], 200);
  assert.equal((await gateway.reload()).reloaded, true);
  assert.deepEqual((await ask(`${admin}/health`))[1]['reloads'], { done: 1, failed: 1, stale: false });
});

test('a gateway that stops says so first, and goes on taking requests until others could notice', async (t) => {
  const { gateway, admin, url } = await adminGateway(t, { listen: { drainNoticeMs: 300 } });
  const closed = gateway.close();
  assert.deepEqual(await ask(`${admin}/ready`), [503, { ready: false, reasons: ['draining'] }]);
  assert.equal((await ask(`${admin}/health`))[0], 200);
  const late = await fetch(`${url}/users?name=ada`);
  assert.deepEqual([late.status, late.headers.get('connection')], [200, 'close']);
  assert.deepEqual(await closed, { cut: 0 });
  await assert.rejects(fetch(`${admin}/ready`));
});

test('it is not ready before it listens, and takes no address where the other is in use', async (t) => {
  const { url } = await adminGateway(t);
  const port = Number(new URL(url).port);
  const options = { contracts: usersContract, upstreams: { users: { targets: [url] } } };
  const second: Gateway = createGateway({ ...options, listen: { port }, admin: { port: 0 } });
  assert.deepEqual([second.health().ready, second.health().reasons], [false, ['starting']]);
  await assert.rejects(second.listen(), { code: 'EADDRINUSE' });
  const third = createGateway({ ...options, listen: { port: 0 }, admin: { port } });
  await assert.rejects(third.listen(), { code: 'EADDRINUSE', port });
  assert.deepEqual(third.health().reasons, ['starting']);
});
