import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http2 from 'node:http2';
import test, { type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { askTls } from '../../src/cli/doctor/ask-tls.ts';
import type { TlsSettings } from '../../src/upstream/tls/tls-settings.ts';
import { listen } from '../support/listen.ts';
import { skipWithout } from '../support/needed-program.ts';
import { sendRaw } from '../support/raw-client.ts';
import { scriptedUpstream } from '../support/scripted-upstream.ts';
import { type MadeAuthority, makeAuthority } from '../support/tls/make-certificates.ts';
import { testAuthority, tlsSettings, tlsUpstream } from '../support/tls-upstream.ts';
import { ways } from './both-ways.ts';
import { openFront, rawRequest } from './front.ts';

const skip = skipWithout('openssl');

/** What is spoken with, and what of the gateway's own it is shown. */
interface Peer {
  readonly url: string;
  readonly tls?: TlsSettings;
}

interface Row {
  readonly peer: (t: TestContext, authority: MadeAuthority) => Promise<Peer>;
  readonly status: number;
  readonly code: string;
  readonly proxyError: string;
  /** What the caller reads; it names no address. */
  readonly detail: RegExp;
  readonly timer?: string;
  /** What the doctor says first of the handshake; absent where it sees no fault in it. */
  readonly doctor?: RegExp;
}

const trusted = tlsSettings({ ca: testAuthority });

const secured =
  (...[certificate, options]: Parameters<typeof tlsUpstream>) =>
  async (t: TestContext): Promise<Peer> => {
    const { url, close } = await tlsUpstream(certificate, options);
    t.after(close);
    return { url, tls: trusted };
  };

/** Wants a certificate of the authority that was made, and gets none. */
const wanting =
  (maxVersion: 'TLSv1.2' | 'TLSv1.3') =>
  async (t: TestContext, authority: MadeAuthority): Promise<Peer> =>
    secured('valid', { requestCert: true, rejectUnauthorized: true, ca: authority.cert, maxVersion })(t);

/** Wants the same, and is shown that of another authority; a server of Node's would close without an alert. */
const refusing =
  (version: '-tls1_2' | '-tls1_3') =>
  async (t: TestContext, authority: MadeAuthority): Promise<Peer> => {
    const verify = ['-Verify', '1', '-verify_return_error', '-CAfile', authority.certFile];
    const pem = fileURLToPath(new URL('../support/tls/valid.pem', import.meta.url));
    const server = spawn('openssl', [
      's_server',
      '-accept',
      '127.0.0.1:0',
      '-cert',
      pem,
      '-key',
      pem,
      version,
      ...verify,
    ]);
    t.after(() => server.kill());
    let said = '';
    while (!/ACCEPT .*:\d+/.test(said)) said += String((await once(server.stdout, 'data'))[0]);
    const { cert, key } = makeAuthority(t).issue('stranger.example');
    const port = /ACCEPT .*:(\d+)/.exec(said)?.[1];
    return { url: `https://127.0.0.1:${port}`, tls: tlsSettings({ ca: testAuthority, cert, key }) };
  };

const scripted =
  (...script: Parameters<typeof scriptedUpstream>) =>
  async (t: TestContext): Promise<Peer> => {
    const { port, close } = await scriptedUpstream(...script);
    t.after(close);
    return { url: `https://127.0.0.1:${port}` };
  };

/** Speaks HTTP/2 and nothing else. */
async function http2Only(t: TestContext): Promise<Peer> {
  const pem = readFileSync(new URL('../support/tls/valid.pem', import.meta.url), 'utf8');
  const server = http2.createSecureServer({ key: pem, cert: pem, ALPNProtocols: ['h2'] });
  server.on('tlsClientError', () => {});
  const { port, close } = await listen(server);
  t.after(close);
  return { url: `https://127.0.0.1:${port}`, tls: trusted };
}

const unreachable = { status: 502, code: 'upstream-unreachable' } as const;
const certificate = { ...unreachable, proxyError: 'tls_certificate_error' } as const;
const alert = { ...unreachable, proxyError: 'tls_alert_received' } as const;

const rows: Readonly<Record<string, Row>> = {
  'a certificate of an unknown authority': {
    ...certificate,
    peer: async (t) => ({ url: (await secured('valid')(t)).url }),
    detail: /is of an authority that the gateway does not trust/,
    doctor: /is not trusted .*`tls\.ca`/,
  },
  'a certificate that nobody issued': {
    ...certificate,
    peer: async (t, { cert, key }) => secured('valid', { cert, key })(t),
    detail: /is of an authority that the gateway does not trust/,
    doctor: /is not (trusted|for)/,
  },
  'a certificate that has expired': {
    ...certificate,
    peer: secured('expired'),
    detail: /has expired/,
    doctor: /has expired, on .* 2020/,
  },
  'a certificate for another name': {
    ...certificate,
    peer: secured('wrong-name'),
    detail: /is for another name/,
    doctor: /is not for 127\.0\.0\.1, but for .*other\.example/,
  },
  'a peer that wants a certificate (TLS 1.3)': {
    ...alert,
    peer: wanting('TLSv1.3'),
    detail: /wants a certificate, and the gateway shows none/,
  },
  'a peer that wants a certificate (TLS 1.2)': {
    ...alert,
    peer: wanting('TLSv1.2'),
    detail: /refused the TLS handshake/,
    doctor: /was refused .*whether it asks for a certificate \(`tls\.cert`\)/,
  },
  'a peer that knows another authority (TLS 1.3)': {
    ...alert,
    peer: refusing('-tls1_3'),
    detail: /does not accept the certificate that the gateway shows/,
  },
  'a peer that knows another authority (TLS 1.2)': {
    ...alert,
    peer: refusing('-tls1_2'),
    detail: /does not accept the certificate that the gateway shows/,
    doctor: /does not accept the certificate .*`tls\.cert`/,
  },
  'a peer with older versions alone': {
    ...alert,
    peer: async (t) => {
      const { url } = await secured('valid', { maxVersion: 'TLSv1.2' })(t);
      return { url, tls: tlsSettings({ ca: testAuthority, minVersion: 'TLSv1.3' }) };
    },
    detail: /speaks no version of TLS that the gateway does/,
    doctor: /no version of TLS .*`tls\.minVersion`/,
  },
  'a peer with other ciphers alone': {
    ...alert,
    peer: secured('valid', { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' }),
    detail: /refused the TLS handshake/,
    doctor: /was refused .*compare versions and ciphers/,
  },
  'plain HTTP on the port of TLS': {
    ...unreachable,
    proxyError: 'tls_protocol_error',
    peer: scripted((connection) => connection.send('HTTP/1.1 400 Bad Request\r\n\r\n')),
    detail: /speaks no TLS/,
    doctor: /what answers there is not TLS .*`http:`/,
  },
  'a peer that closes in the handshake': {
    ...unreachable,
    proxyError: 'connection_terminated',
    peer: scripted((connection) => connection.end()),
    detail: /closed the connection while it was being set up/,
    doctor: /the handshake broke/,
  },
  'a handshake that stalls': {
    status: 504,
    code: 'upstream-timeout',
    proxyError: 'connection_timeout',
    timer: 'tls',
    peer: scripted(() => {}),
    detail: /The TLS handshake .* did not end within 300 ms/,
    doctor: /did not end within 300 ms/,
  },
  'TLS on the port of plain HTTP': {
    status: 502,
    code: 'upstream-invalid-response',
    proxyError: 'http_protocol_error',
    // A fatal alert: 21, version 3.3, two bytes.
    peer: async (t) => {
      const alerting = scripted(async (connection) => {
        await connection.head();
        connection.send('\x15\x03\x03\x00\x02\x02\x0a');
      });
      return { url: (await alerting(t)).url.replace('https:', 'http:') };
    },
    detail: /speaks TLS, and the gateway was told plain HTTP/,
  },
};

const limitMs = 300;

for (const [name, row] of Object.entries(rows)) {
  test(`${name} gives ${row.status} ${row.code} (${row.proxyError}), in words of its own`, { skip }, async (t) => {
    const peer = await row.peer(t, makeAuthority(t));
    for (const [way, openWay] of Object.entries(ways)) {
      const front = await (openWay ?? openFront)(peer.url, {
        timeouts: { connectMs: limitMs },
        options: { tls: peer.tls },
      });
      t.after(() => front.close());
      const { status } = await sendRaw(front.port, rawRequest('GET', '/'));
      const [problem = assert.fail(`${way}: no problem`)] = front.problems;
      const { code, proxyError, detail = '', members } = problem;
      assert.deepEqual([status, code, proxyError], [row.status, row.code, row.proxyError], way);
      assert.match(detail, row.detail, way);
      assert.doesNotMatch(detail, /127\.0\.0\.1|example|ERR_|CERT_/);
      assert.equal(members?.['timer'], row.timer, way);
    }
  });

  if (row.doctor !== undefined) {
    const { doctor } = row;
    test(`the doctor tells ${name}, and what to do`, { skip }, async (t) => {
      const { url, tls } = await row.peer(t, makeAuthority(t));
      const place = { host: '127.0.0.1', address: '127.0.0.1', port: Number(new URL(url).port), limitMs };
      const check = await askTls({ ...place, settings: tls, protocol: 'http1' });
      assert.equal(check.state, 'fault');
      assert.match(`${check.said} ${check.state === 'fault' ? check.advice : ''}`, doctor);
    });
  }
}

test('a peer that speaks HTTP/2 alone is told to HTTP/1.1, by gateway and doctor', { skip }, async (t) => {
  const { url, tls } = await http2Only(t);
  const front = await openFront(url, { options: { tls } });
  t.after(() => front.close());
  await sendRaw(front.port, rawRequest('GET', '/'));
  assert.match(front.problems[0]?.detail ?? '', /speaks no version of HTTP that the gateway offers/);
  const place = { host: '127.0.0.1', address: '127.0.0.1', port: Number(new URL(url).port), limitMs: 2000 };
  const check = await askTls({ ...place, settings: tls, protocol: 'http1' });
  assert.match(JSON.stringify(check), /no version of HTTP .*protocol/);
});
