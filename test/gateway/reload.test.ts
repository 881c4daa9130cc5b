import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGateway, type GatewayOptions } from '../../src/index.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { sendRaw } from '../support/raw-client.ts';
import { usersContract } from '../support/users-gateway.ts';

test('a gateway serves by other options after a reload, and says what only a start can change', async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const options: GatewayOptions = {
    contracts: usersContract,
    upstreams: { users: { targets: [upstream.url] } },
    listen: { port: 0, drainMs: 0 },
    onWarning: () => {},
  };
  const gateway = createGateway(options);
  t.after(() => gateway.close());
  const { port } = await gateway.listen();
  const { reloaded, findings } = await gateway.reload({
    ...options,
    name: 'renamed',
    limits: { urlBytes: 60_000 },
    listen: { port: 1, headersMs: 150, workers: 2 },
    admin: {},
  });
  assert.equal(reloaded, true);
  assert.deepEqual(
    findings.map(({ pointer, rule, severity }) => [pointer, rule, severity]),
    ['/listen/port', '/listen/workers', '/admin', '/limits'].map((at) => [at, 'restart-needed', 'warning']),
  );
  const malformed = await sendRaw(port, 'GET / HTTP/1.1\r\n\r\n');
  assert.match(malformed.raw, /^HTTP\/1\.1 400 .*Proxy-Status: renamed; error=/is);
  const noHttp = await sendRaw(port, 'noise\r\n\r\n');
  assert.match(noHttp.raw, /Proxy-Status: renamed; error=/i);
  const slow = await sendRaw(port, 'GET / HTTP/1.1\r\n', { untilClose: true });
  assert.equal(slow.status, 408);
  assert.ok(slow.tookMs < 3000, `${slow.tookMs} ms`);
});

test('mounts come and go with a reload', async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const upstreams = { users: { targets: [upstream.url] } };
  const base = { upstreams, listen: { port: 0, drainMs: 0 } };
  const gateway = createGateway({ ...base, contracts: usersContract });
  t.after(() => gateway.close());
  const { url } = await gateway.listen();
  const status = async (path: string) => (await fetch(`${url}${path}/users?name=ada`)).status;
  assert.deepEqual([await status(''), await status('/v2')], [200, 404]);
  await gateway.reload({ ...base, mounts: { '/v2': { contracts: usersContract } } });
  assert.deepEqual([await status(''), await status('/v2')], [404, 200]);
  await gateway.close();
  await assert.rejects(gateway.reload(), /`close\(\)` was called/);
});

test('where one mount is broken, none is changed', async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const options = { upstreams: { users: { targets: [upstream.url] } }, listen: { port: 0, drainMs: 0 } };
  const gateway = createGateway({ ...options, contracts: usersContract });
  t.after(() => gateway.close());
  const { url } = await gateway.listen();
  const other = { ...usersContract, operations: { findUsers: { ...usersContract.operations.findUsers, query: {} } } };
  const mounts = { '/v2': { contracts: { title: 'no contract' } } };
  const { reloaded, findings } = await gateway.reload({ ...options, contracts: other, mounts });
  assert.equal(reloaded, false);
  assert.ok(findings.some(({ severity }) => severity === 'error'));
  assert.equal((await fetch(`${url}/users?name=ada`)).status, 200);
  assert.equal(gateway.health().reloads.stale, true);
});

test('no request fails while contracts are replaced under load', async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const options = { upstreams: { users: { targets: [upstream.url] } }, listen: { port: 0, drainMs: 0 } };
  const contract = (name: string) => {
    const { findUsers } = usersContract.operations;
    const query = { properties: { name: { type: 'string', 'x-upstream': name } } };
    return { ...usersContract, operations: { findUsers: { ...findUsers, query } } };
  };
  const gateway = createGateway({ ...options, contracts: contract('n0') });
  t.after(() => gateway.close());
  const { url } = await gateway.listen();
  let stop = false;
  const statuses: number[] = [];
  const callers = Array.from({ length: 8 }, async () => {
    while (!stop) {
      const answer = await fetch(`${url}/users?name=ada`);
      statuses.push(answer.status);
      await answer.text();
    }
  });
  for (let round = 1; round <= 20; round += 1) {
    assert.equal((await gateway.reload({ ...options, contracts: contract(`n${round}`) })).reloaded, true);
    await (await fetch(`${url}/users?name=bob`)).text();
    const last = upstream.requests.findLast(({ rawUrl }) => rawUrl.endsWith('=bob'));
    assert.equal(last?.rawUrl, `/v1/people?n${round}=bob`);
  }
  stop = true;
  await Promise.all(callers);
  assert.ok(statuses.length > 50, `${statuses.length} requests`);
  assert.deepEqual(new Set(statuses), new Set([200]));
});
