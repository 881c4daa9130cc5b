import net from 'node:net';
import tls from 'node:tls';
import { type TlsSettings, tlsConnectOptions } from '../../upstream/tls/tls-settings.ts';
import type { UpstreamProtocol } from '../../upstream/connection.ts';
import { type Check, codeOf, fault, good, notice } from './check.ts';
import { tlsFault } from './tls-fault.ts';

/** Whose certificate is looked at. */
export interface TlsQuestion {
  /** As the target's URL has it. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly settings: TlsSettings | undefined;
  readonly protocol: UpstreamProtocol;
  readonly limitMs: number;
}

/** A certificate that ends sooner is told. */
const soonDays = 21;
const dayMs = 86_400_000;

/** Shakes hands as the gateway does, and says why it would refuse: chain, name, dates, version. */
export function askTls(question: TlsQuestion): Promise<Check> {
  const { host, address, port, settings, protocol, limitMs } = question;
  return new Promise((resolve) => {
    const socket = tls.connect({
      host: address,
      port,
      ALPNProtocols: protocol === 'http2' ? ['h2', 'http/1.1'] : ['http/1.1'],
      ...(net.isIP(host) === 0 && { servername: host }),
      ...tlsConnectOptions(settings),
      // To tell what is wrong with a certificate it has to be seen; nothing is sent over this connection.
      rejectUnauthorized: false,
    });
    const end = (check: Check): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(check);
    };
    const timer = setTimeout(() => end(stalled(limitMs)), limitMs);
    socket.once('secureConnect', () => end(judge(socket, question)));
    socket.once('error', (error) => end(broken(error, settings)));
  });
}

const stalled = (limitMs: number): Check =>
  fault('tls', `the handshake did not end within ${limitMs} ms`, 'look whether this port speaks TLS at all');

function broken(error: unknown, settings: TlsSettings | undefined): Check {
  const cure = 'look in the log of the service for the handshake';
  return tlsFault(error, settings) ?? fault('tls', `the handshake broke (${codeOf(error)})`, cure);
}

function judge(socket: tls.TLSSocket, { host, settings, protocol }: TlsQuestion): Check {
  const certificate = socket.getPeerCertificate();
  const name = settings?.serverName ?? host;
  const days = Math.floor((Date.parse(certificate.valid_to) - Date.now()) / dayMs);
  if (days < 0)
    return fault(
      'tls',
      `the certificate has expired, on ${certificate.valid_to}`,
      'renew the certificate of the service',
    );
  if (Date.parse(certificate.valid_from) > Date.now())
    return fault(
      'tls',
      `the certificate is valid from ${certificate.valid_from} only`,
      'compare the clocks of both machines',
    );
  const misnamed = tls.checkServerIdentity(name, certificate);
  if (misnamed !== undefined) {
    const names = certificate.subjectaltname ?? 'no name at all';
    return fault(
      'tls',
      `the certificate is not for ${name}, but for ${names}`,
      'use that name in `targets`, or set `tls.serverName`',
    );
  }
  if (!socket.authorized) {
    const why = String(socket.authorizationError);
    return fault('tls', `the certificate is not trusted (${why})`, 'name the authority that issued it in `tls.ca`');
  }
  const said = `${socket.getProtocol()}, the certificate for ${name} is trusted and ends in ${days} days`;
  if (protocol === 'http2' && socket.alpnProtocol !== 'h2')
    return notice(
      'tls',
      `${said}; it does not agree to HTTP/2`,
      'switch HTTP/2 on at the service, or take `protocol` out',
    );
  return days < soonDays ? notice('tls', said, 'renew the certificate of the service') : good('tls', said);
}
