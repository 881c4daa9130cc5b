import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { listen } from '../support/listen.ts';
import { skipWithout } from '../support/needed-program.ts';
import { makeAuthority } from '../support/tls/make-certificates.ts';
import { createGateway } from '../../src/index.ts';

const skip = skipWithout('openssl');
const contracts = { title: 'Names', upstream: { name: 'back' }, operations: { read: { route: 'GET /names' } } };

test('authorities and the certificate that is shown are changed by a reload, and connections are made by the new ones', {
  skip,
}, async (t) => {
  const [old, next] = [makeAuthority(t), makeAuthority(t)];
  const seen: unknown[] = [];
  const identity = ({ issue }: typeof old, name: string) => issue(name);
  const serverOf = ({ cert, key }: ReturnType<typeof identity>) => ({ cert, key });
  const ca = [old.cert, next.cert];
  const options = { ...serverOf(identity(old, 'back.example')), ca, requestCert: true, rejectUnauthorized: true };
  const server = https.createServer(options, (request, response) => {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate();
    seen.push(subject?.CN);
    response.end('ok');
  });
  const { port, close } = await listen(server);
  t.after(close);
  const use = (authority: typeof old, name: string) => {
    const made = identity(authority, name);
    copyFileSync(authority.certFile, join(old.folder, 'used-ca.pem'));
    copyFileSync(made.certFile, join(old.folder, 'used.pem'));
    copyFileSync(made.keyFile, join(old.folder, 'used.key'));
  };
  use(old, 'gateway-one.example');
  const tls = { ca: 'used-ca.pem', cert: 'used.pem', key: 'used.key', serverName: 'back.example' };
  const gateway = createGateway({
    contracts,
    root: old.folder,
    upstreams: { back: { targets: [`https://127.0.0.1:${port}`], tls } },
    listen: { port: 0, drainMs: 0 },
    onWarning: () => {},
  });
  t.after(() => gateway.close());
  const { url } = await gateway.listen();
  const status = async () => (await fetch(`${url}/names`)).status;
  assert.equal(await status(), 200);

  // The service renews first: what is trusted so far is not enough for it any more.
  server.setSecureContext({ ...options, ...serverOf(identity(next, 'back.example')) });
  server.closeAllConnections();
  assert.equal(await status(), 502);
  use(next, 'gateway-two.example');
  assert.deepEqual((await gateway.reload()).reloaded, true);
  assert.equal(await status(), 200);
  assert.deepEqual(seen, ['gateway-one.example', 'gateway-two.example']);

  // Half of a pair is no pair: the old one goes on.
  copyFileSync(identity(old, 'half.example').certFile, join(old.folder, 'used.pem'));
  const { reloaded, findings } = await gateway.reload();
  assert.deepEqual([reloaded, findings.map(({ rule }) => rule)], [false, ['tls-identity']]);
  assert.equal(await status(), 200);
});
