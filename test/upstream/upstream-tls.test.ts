import assert from 'node:assert/strict';
import https from 'node:https';
import test, { type TestContext } from 'node:test';
import type { TLSSocket } from 'node:tls';
import type { TlsSettings } from '../../src/upstream/tls/tls-settings.ts';
import { listen } from '../support/listen.ts';
import { skipWithout } from '../support/needed-program.ts';
import { sendRaw } from '../support/raw-client.ts';
import { type MadeAuthority, makeAuthority } from '../support/tls/make-certificates.ts';
import { tlsSettings } from '../support/tls-upstream.ts';
import { ways } from './both-ways.ts';
import { openFront, rawRequest } from './front.ts';

const skip = skipWithout('openssl');

/** An upstream that answers with the names that it saw: the one asked for, and that of the caller's certificate. */
async function namingUpstream(t: TestContext, authority: MadeAuthority, options: https.ServerOptions) {
  const { cert, key } = authority.issue('backend.example');
  const server = https.createServer({ cert, key, ca: authority.cert, ...options }, ({ socket }, response) => {
    const secured = socket as TLSSocket & { servername?: string };
    const { servername, authorized } = secured;
    const peer = secured.getPeerCertificate().subject?.CN;
    response.end(JSON.stringify({ servername, authorized, peer, version: secured.getProtocol() }));
  });
  server.on('tlsClientError', () => {});
  const { port, close } = await listen(server);
  t.after(close);
  return `https://127.0.0.1:${port}`;
}

async function ask(t: TestContext, way: string, { url, tls }: { readonly url: string; readonly tls: TlsSettings }) {
  const front = await (ways[way] ?? openFront)(url, { options: { tls } });
  t.after(() => front.close());
  const { status, body } = await sendRaw(front.port, rawRequest('GET', '/'));
  const { cause, proxyError } = front.problems[0] ?? {};
  return { status, body: JSON.parse(body.toString() || '{}'), proxyError, cause };
}

for (const way of Object.keys(ways)) {
  test(`${way}: asks for the declared server name, and verifies it`, { skip }, async (t) => {
    const authority = makeAuthority(t);
    const url = await namingUpstream(t, authority, {});
    const named = await ask(t, way, {
      url,
      tls: tlsSettings({ ca: authority.cert, serverName: 'backend.example' }),
    });
    assert.deepEqual([named.status, named.body.servername], [200, 'backend.example']);
    const other = await ask(t, way, { url, tls: tlsSettings({ ca: authority.cert, serverName: 'other.example' }) });
    assert.deepEqual([other.status, other.proxyError], [502, 'tls_certificate_error']);
  });

  test(`${way}: shows its certificate to an upstream that asks for one`, { skip }, async (t) => {
    const authority = makeAuthority(t);
    const url = await namingUpstream(t, authority, { requestCert: true, rejectUnauthorized: true });
    const { cert, key } = authority.issue('gateway.example', 'open sesame');
    const base = { ca: authority.cert, serverName: 'backend.example' };
    const shown = await ask(t, way, { url, tls: tlsSettings({ ...base, cert, key, passphrase: 'open sesame' }) });
    assert.deepEqual([shown.status, shown.body.peer, shown.body.authorized], [200, 'gateway.example', true]);
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      const asking = await namingUpstream(t, authority, { requestCert: true, rejectUnauthorized: true, maxVersion });
      const without = await ask(t, way, { url: asking, tls: tlsSettings(base) });
      assert.deepEqual([maxVersion, without.status, without.proxyError], [maxVersion, 502, 'tls_alert_received']);
    }
  });

  test(`${way}: speaks no lower version than declared`, { skip }, async (t) => {
    const authority = makeAuthority(t);
    const url = await namingUpstream(t, authority, { maxVersion: 'TLSv1.2' });
    const base = { ca: authority.cert, serverName: 'backend.example' };
    const lower = await ask(t, way, { url, tls: tlsSettings({ ...base, minVersion: 'TLSv1.2' }) });
    assert.deepEqual([lower.status, lower.body.version], [200, 'TLSv1.2']);
    const higher = await ask(t, way, { url, tls: tlsSettings({ ...base, minVersion: 'TLSv1.3' }) });
    assert.equal(higher.status, 502);
    assert.match(higher.proxyError ?? '', /^tls_(alert_received|protocol_error)$/);
  });
}
