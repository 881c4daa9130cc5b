import type { TestContext } from 'node:test';
import { freePort } from '../support/free-port.ts';
import { fullBacklog } from '../support/full-backlog.ts';
import { tlsUpstream } from '../support/tls-upstream.ts';
import { type Fault, type FaultyTarget, outcomes, playing } from './fault.ts';

const { unreachable, late } = outcomes;
const fixed = (url: string) => async (): Promise<FaultyTarget> => ({ url });

const closedPort = async (): Promise<FaultyTarget> => ({ url: `http://127.0.0.1:${await freePort()}` });

const backlog = async (t: TestContext): Promise<FaultyTarget> => {
  const { url, close } = await fullBacklog();
  t.after(close);
  return { url };
};

const secured =
  (certificate: Parameters<typeof tlsUpstream>[0], options?: Parameters<typeof tlsUpstream>[1]) =>
  async (t: TestContext): Promise<FaultyTarget> => {
    const { url, close } = await tlsUpstream(certificate, options);
    t.after(close);
    return { url };
  };

/** Over TLS to a peer that plays a script in the clear. */
const unsecured = (script: Parameters<typeof playing>[0]) => async (t: TestContext) => {
  const target = await playing(script)(t);
  return { ...target, url: target.url.replace('http:', 'https:') };
};

const certificate = { stage: 'tls', outcome: unreachable('tls_certificate_error'), trusts: true } as const;
const stalled = { outcome: late('connect', 'connection_timeout'), timeouts: { connectMs: 150 } };

/** By what the upstream does, as the middle of a sentence: nothing of the request was sent. */
export const connectFaults: Readonly<Record<string, Fault>> = {
  'has a name that does not exist': {
    row: 1,
    stage: 'name',
    // A label of more than 63 octets is refused by the resolver itself, without asking a server.
    target: fixed(`http://${'a'.repeat(64)}.invalid`),
    outcome: unreachable('dns_error'),
    retried: 'any',
  },
  'has an address that no route leads to': {
    row: 2,
    stage: 'connect',
    // TCP has no broadcast: the system refuses it before a packet is sent.
    target: fixed('http://255.255.255.255:9'),
    outcome: unreachable('destination_ip_unroutable'),
    retried: 'any',
  },
  'does not listen': {
    row: 3,
    stage: 'connect',
    target: closedPort,
    outcome: unreachable('connection_refused'),
    retried: 'any',
  },
  'never takes a connection': { row: 4, stage: 'connect', target: backlog, retried: 'any', ...stalled },
  'shows a certificate of an unknown authority': {
    row: 6,
    stage: 'tls',
    target: secured('valid'),
    outcome: unreachable('tls_certificate_error'),
    retried: 'never',
  },
  'shows a certificate for another name': {
    row: 6,
    target: secured('wrong-name'),
    retried: 'never',
    ...certificate,
  },
  'shows a certificate that has expired': { row: 6, target: secured('expired'), retried: 'never', ...certificate },
  'speaks no TLS': {
    row: 7,
    stage: 'tls',
    target: unsecured((connection) => connection.send('HTTP/1.1 400 Bad Request\r\n\r\n')),
    outcome: unreachable('tls_protocol_error'),
    retried: 'any',
  },
  'refuses the handshake': {
    row: 7,
    stage: 'tls',
    target: secured('valid', { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' }),
    outcome: unreachable('tls_alert_received'),
    retried: 'any',
    trusts: true,
  },
  'stalls in the handshake': {
    row: 7,
    stage: 'tls',
    target: unsecured(() => {}),
    retried: 'any',
    ...stalled,
    outcome: late('tls', 'connection_timeout'),
  },
  'closes in the handshake': {
    row: 7,
    stage: 'tls',
    target: unsecured((connection) => connection.end()),
    outcome: unreachable('connection_terminated'),
    retried: 'any',
  },
};
