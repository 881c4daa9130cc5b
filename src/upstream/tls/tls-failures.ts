/**
 * What goes wrong between a connection and the first byte of a request over TLS, by name; part of the table of all failures.
 *
 * A certificate that is not accepted is the same at the next attempt. Source: RFC 9209, sections 2.3.13 to 2.3.15.
 */
export const tlsFailures = {
  untrusted: {
    code: 'upstream-unreachable',
    proxyError: 'tls_certificate_error',
    detail: 'The certificate of the service behind the gateway is of an authority that the gateway does not trust',
    retryable: false,
    lasting: true,
  },
  expired: {
    code: 'upstream-unreachable',
    proxyError: 'tls_certificate_error',
    detail: 'The certificate of the service behind the gateway has expired',
    retryable: false,
    lasting: true,
  },
  early: {
    code: 'upstream-unreachable',
    proxyError: 'tls_certificate_error',
    detail: 'The certificate of the service behind the gateway does not hold yet, by the clock of the gateway',
    retryable: false,
    lasting: true,
  },
  misnamed: {
    code: 'upstream-unreachable',
    proxyError: 'tls_certificate_error',
    detail: 'The certificate of the service behind the gateway is for another name',
    retryable: false,
    lasting: true,
  },
  certificate: {
    code: 'upstream-unreachable',
    proxyError: 'tls_certificate_error',
    detail: 'The certificate of the service behind the gateway is not accepted',
    retryable: false,
    lasting: true,
  },
  certificateWanted: {
    code: 'upstream-unreachable',
    proxyError: 'tls_alert_received',
    detail: 'The service behind the gateway wants a certificate, and the gateway shows none',
  },
  certificateRefused: {
    code: 'upstream-unreachable',
    proxyError: 'tls_alert_received',
    detail: 'The service behind the gateway does not accept the certificate that the gateway shows',
  },
  versionRefused: {
    code: 'upstream-unreachable',
    proxyError: 'tls_alert_received',
    detail: 'The service behind the gateway speaks no version of TLS that the gateway does',
  },
  protocolRefused: {
    code: 'upstream-unreachable',
    proxyError: 'tls_alert_received',
    detail: 'The service behind the gateway speaks no version of HTTP that the gateway offers',
  },
  version: {
    code: 'upstream-unreachable',
    proxyError: 'tls_protocol_error',
    detail: 'The service behind the gateway speaks no version of TLS that the gateway does',
  },
  tlsAlert: {
    code: 'upstream-unreachable',
    proxyError: 'tls_alert_received',
    detail: 'The service behind the gateway refused the TLS handshake',
  },
  plainAnswer: {
    code: 'upstream-unreachable',
    proxyError: 'tls_protocol_error',
    detail: 'What answers in place of the service behind the gateway speaks no TLS',
  },
  tls: {
    code: 'upstream-unreachable',
    proxyError: 'tls_protocol_error',
    detail: 'The TLS handshake with the service behind the gateway failed',
  },
  tlsTimer: {
    code: 'upstream-timeout',
    proxyError: 'connection_timeout',
    detail: 'The TLS handshake with the service behind the gateway did not end',
    timer: 'tls',
    retryable: true,
  },
} as const;

/** The name of a failure in the table. */
export type TlsFailureName = keyof typeof tlsFailures;

/** By `code` of the error, first match wins: those of OpenSSL's verification, of Node, and of OpenSSL's library. */
export const tlsByCode: readonly (readonly [RegExp, TlsFailureName])[] = [
  [/^CERT_HAS_EXPIRED$/, 'expired'],
  [/^CERT_NOT_YET_VALID$/, 'early'],
  [/^(ERR_TLS_CERT_ALTNAME_|HOSTNAME_MISMATCH$)/, 'misnamed'],
  [/^(UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|DEPTH_ZERO_|SELF_SIGNED_|CERT_UNTRUSTED$|INVALID_CA$)/, 'untrusted'],
  [/^(CERT_|UNABLE_TO_|CRL_|ERROR_IN_C|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$)/, 'certificate'],
  [/^ERR_SSL_.*ALERT_CERTIFICATE_REQUIRED$/, 'certificateWanted'],
  [/^ERR_SSL_.*ALERT_(BAD_|UNKNOWN_CA|ACCESS_DENIED|.*CERTIFICATE)/, 'certificateRefused'],
  [/^ERR_SSL_.*ALERT_PROTOCOL_VERSION$/, 'versionRefused'],
  [/^ERR_SSL_.*ALERT_NO_APPLICATION_PROTOCOL$/, 'protocolRefused'],
  [/^ERR_SSL_.*ALERT/, 'tlsAlert'],
  [/^ERR_SSL_(UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|WRONG_SSL_VERSION|VERSION_TOO_LOW)$/, 'version'],
  [/^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/, 'plainAnswer'],
  [/^(ERR_SSL_|ERR_TLS_|EPROTO$)/, 'tls'],
];

/** By the text of the error, where its code says less: alerts by their numbers. Source: RFC 8446, section 6. */
export const tlsByMessage: readonly (readonly [RegExp, TlsFailureName])[] = [
  [/SSL alert number 116\b/, 'certificateWanted'],
  [/SSL alert number (42|43|44|45|46|48|49)\b/, 'certificateRefused'],
  [/SSL alert number 70\b/, 'versionRefused'],
  [/SSL alert number 120\b/, 'protocolRefused'],
  [/SSL alert number \d+/, 'tlsAlert'],
  [/:(wrong version number|packet length too long|http request):?/, 'plainAnswer'],
  [/:unsupported protocol:?/, 'version'],
];

/** Names the failure that an error of Node's tells of; `undefined` where it is none of TLS. */
export function tlsFailureName(error: unknown): TlsFailureName | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  const [, name] =
    tlsByMessage.find(([pattern]) => pattern.test(error.message)) ??
    tlsByCode.find(([pattern]) => pattern.test(code)) ??
    [];
  return name;
}
