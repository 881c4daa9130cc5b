import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { doctorCommand } from '../../src/cli/doctor.ts';
import { main } from '../../src/cli/main.ts';
import { createGateway } from '../../src/index.ts';
import { recordedTerminal } from '../cli/recorded-terminal.ts';
import { gatewayFront, middlewareFront } from '../support/fronts.ts';
import { sendRaw } from '../support/raw-client.ts';

const contracts = {
  title: 'Sockets',
  upstream: { name: 'back' },
  operations: { read: { route: 'GET /items/{id}', path: { properties: { id: { type: 'integer' } } } } },
};

/** A backend on a unix socket that answers with what it was asked, and how to stop and start it. */
async function socketBackend(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-unix-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'app.sock');
  const server = http.createServer(({ url, headers }, response) => response.end(`${url} ${headers.host}`));
  const start = () => new Promise<void>((resolve) => server.listen(path, resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await start();
  t.after(() => (server.listening ? stop() : undefined));
  return { folder, path, target: `unix:${path}:/base`, start, stop };
}

for (const [name, openFront] of Object.entries({ gateway: gatewayFront, middleware: middlewareFront })) {
  test(`${name}: a unix socket is a target as any other, for operations and below a passed-through prefix`, async (t) => {
    const { target, stop, path } = await socketBackend(t);
    const upstreams = { back: { targets: [target], retry: { max: 0 } } };
    const { port } = await openFront(t, { contracts, upstreams, passthrough: { '/old': { upstream: 'back' } } });
    const ask = (at: string) => sendRaw(port, `GET ${at} HTTP/1.1\r\nHost: a\r\n\r\n`);
    assert.equal((await ask('/items/7')).body.toString(), '/base/items/7 localhost');
    assert.equal((await ask('/old/x?y=1')).body.toString(), '/base/old/x?y=1 localhost');
    await stop();
    for (const at of ['/items/7', '/old/x']) {
      const refused = await ask(at);
      assert.equal(refused.status, 502);
      assert.doesNotMatch(refused.raw, /app\.sock|unix:|ENOENT/);
      assert.match(refused.raw, /error=connection_refused/);
    }
    // What is there in its place takes no connections.
    writeFileSync(path, '');
    assert.match((await ask('/items/7')).raw, /error=connection_refused/);
  });
}

test('health checks take a unix socket out and bring it back', async (t) => {
  const { target, start, stop } = await socketBackend(t);
  const health = { path: '/health', everyMs: 100, unhealthyAfter: 1, healthyAfter: 1 };
  const gateway = createGateway({
    contracts,
    upstreams: { back: { targets: [target], health } },
    listen: { port: 0, drainMs: 0 },
    onWarning: () => {},
  });
  t.after(() => gateway.close());
  await gateway.listen();
  const until = async (healthy: boolean): Promise<void> => {
    for (let turn = 0; turn < 400; turn += 1) {
      if (gateway.upstreams()[0]?.targets[0]?.healthy === healthy) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.fail(`it did not become ${healthy ? 'healthy' : 'unhealthy'}`);
  };
  await until(true);
  await stop();
  await until(false);
  await start();
  await until(true);
});

test('the doctor asks a unix socket, and says what is wrong with it', async (t) => {
  const { folder, target, stop } = await socketBackend(t);
  const config = { contracts: ['back.contract.json'], upstreams: { back: { targets: [target] } } };
  writeFileSync(join(folder, 'back.contract.json'), JSON.stringify(contracts));
  writeFileSync(join(folder, 'paramap.config.json'), JSON.stringify(config));
  const ask = async () => {
    const terminal = recordedTerminal({ folder, environment: {} });
    const code = await main(['doctor'], [doctorCommand], terminal);
    return { code, said: terminal.out + terminal.error };
  };
  const well = await ask();
  assert.match(well.said, /app\.sock takes connections/);
  assert.equal(well.code, 0);
  await stop();
  const away = await ask();
  assert.match(away.said, /BAD {2}port .*app\.sock does not \(ENOENT\)/);
  assert.match(away.said, /start the service, or correct the path of its socket/);
  assert.notEqual(away.code, 0);
});
