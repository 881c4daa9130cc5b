import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { doctorCommand } from '../../src/cli/doctor.ts';
import { main } from '../../src/cli/main.ts';
import { recordedTerminal } from '../cli/recorded-terminal.ts';
import { gatewayFront, middlewareFront } from '../support/fronts.ts';
import { http2Upstream, type TakenStream } from '../support/http2-upstream.ts';
import { sendRaw } from '../support/raw-client.ts';
import { tlsUpstream } from '../support/tls-upstream.ts';

const ca = fileURLToPath(new URL('../support/tls/authority.pem', import.meta.url));
const contracts = {
  title: 'Items',
  upstream: { name: 'back' },
  operations: { read: { route: 'GET /items/{id}', path: { properties: { id: { type: 'integer' } } } } },
};
const ok = ({ stream, headers }: TakenStream): void => {
  stream.respond({ ':status': 200, 'content-type': 'text/plain' });
  stream.end(String(headers[':path']));
};

for (const [name, openFront] of Object.entries({ gateway: gatewayFront, middleware: middlewareFront })) {
  test(`${name}: an upstream with \`"protocol": "http2"\` is asked and probed over HTTP/2`, async (t) => {
    const upstream = await http2Upstream(t, ok, { allowHTTP1: false });
    const health = { path: '/health', everyMs: 100 };
    const back = { targets: [upstream.url], protocol: 'http2', tls: { ca }, health } as const;
    const { port } = await openFront(t, { contracts, upstreams: { back } });
    const answer = await sendRaw(port, 'GET /items/7 HTTP/1.1\r\nHost: a\r\n\r\n');
    assert.equal(answer.body.toString(), '/items/7');
    while (!upstream.taken.some(({ headers }) => headers[':path'] === '/health'))
      await new Promise((resolve) => setTimeout(resolve, 10));
  });
}

test('the doctor asks over HTTP/2 where that is written, and says where it is not agreed to', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-h2-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'back.contract.json'), JSON.stringify(contracts));
  const { url } = await http2Upstream(t, ok, { allowHTTP1: false });
  const older = await tlsUpstream('valid');
  t.after(older.close);
  const ask = async (url: string, options: object) => {
    const back = { targets: [url], tls: { ca }, ...options };
    const config = { contracts: ['back.contract.json'], upstreams: { back } };
    writeFileSync(join(folder, 'paramap.config.json'), JSON.stringify(config));
    const terminal = recordedTerminal({ folder, environment: {} });
    await main(['doctor'], [doctorCommand], terminal);
    return terminal.out + terminal.error;
  };
  assert.match(await ask(url, { protocol: 'http2' }), /ok {2} +http +HEAD \/ is answered with 200/);
  assert.match(await ask(url, {}), /no version of HTTP that the gateway offers/);
  assert.match(await ask(older.url, { protocol: 'http2' }), /does not agree to HTTP\/2/);
});
