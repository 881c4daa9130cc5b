import type { TlsSettings } from '../../upstream/tls/tls-settings.ts';
import { tlsFailureName, type TlsFailureName } from '../../upstream/tls/tls-failures.ts';
import { type Check, codeOf, fault } from './check.ts';

/** What is told of a failure of TLS, and what to do first. */
type Advice = readonly [said: string, cure: string];

const advice: Readonly<Partial<Record<TlsFailureName, Advice>>> = {
  certificateWanted: [
    'the service asks for a certificate, and the gateway shows none',
    'name one that the service trusts in `tls.cert` and `tls.key`',
  ],
  certificateRefused: [
    'the service does not accept the certificate that the gateway shows',
    'compare the authority and the end of `tls.cert` with what the service trusts',
  ],
  versionRefused: [
    'the service speaks no version of TLS that the gateway does',
    'raise the version at the service, or lower `tls.minVersion`',
  ],
  version: [
    'the service speaks no version of TLS that the gateway does',
    'raise the version at the service, or lower `tls.minVersion`',
  ],
  protocolRefused: [
    'the service speaks no version of HTTP that the gateway offers',
    'write `"protocol": "http2"`, if HTTP/2 is all that it speaks',
  ],
  plainAnswer: ['what answers there is not TLS', 'write `http:` in `targets`, or name the port of TLS'],
};

/** Says why a handshake broke; `undefined` where the error is none of TLS. */
export function tlsFault(error: unknown, settings: TlsSettings | undefined): Check | undefined {
  const name = tlsFailureName(error);
  const code = codeOf(error);
  if (name === undefined) return undefined;
  const known = advice[name];
  if (known !== undefined) return fault('tls', `${known[0]} (${code})`, known[1]);
  if (name !== 'tlsAlert')
    return fault('tls', `the handshake broke (${code})`, 'look in the log of the service for the handshake');
  const certificate = settings?.cert === undefined ? ', and whether it asks for a certificate (`tls.cert`)' : '';
  return fault(
    'tls',
    `the handshake was refused (${code})`,
    `compare versions and ciphers with the service${certificate}`,
  );
}
