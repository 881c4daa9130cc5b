import type { ProblemCode } from '../problem/catalogue.ts';
import { streamFailures } from './http2/stream-failures.ts';
import type { Timer } from './timeouts.ts';
import { tlsFailures } from './tls/tls-failures.ts';

/** What went wrong between us and the upstream. */
export interface Failure {
  readonly code: ProblemCode;
  /** The error type of RFC 9209, section 2.3. */
  readonly proxyError: string;
  /** For the caller, without hosts or addresses. With a timer, ` within N ms` follows. */
  readonly detail: string;
  readonly timer?: Timer;
  /** The detail is all that is said of the limit: how long it was says nothing of what happened. */
  readonly isPast?: boolean;
  /** Fields that the answer carries. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where it is not as the code says. */
  readonly retryable?: boolean;
  /** Every attempt at the same target fails so, until somebody has mended something. */
  readonly lasting?: boolean;
}

/** Every failure between us and the upstream, by name. Source: RFC 9209, section 2.3. */
export const failures = {
  unknownName: {
    code: 'upstream-unreachable',
    proxyError: 'dns_error',
    detail: 'The name of the service behind the gateway was not found',
  },
  silentNames: {
    code: 'upstream-timeout',
    proxyError: 'dns_timeout',
    detail: 'The name of the service behind the gateway could not be looked up',
    timer: 'connect',
    retryable: true,
  },
  unroutable: {
    code: 'upstream-unreachable',
    proxyError: 'destination_ip_unroutable',
    detail: 'No network path leads to the service behind the gateway',
  },
  prohibited: {
    code: 'upstream-unreachable',
    proxyError: 'destination_ip_prohibited',
    detail: 'The system does not allow a connection to the service behind the gateway',
    retryable: false,
    lasting: true,
  },
  refused: {
    code: 'upstream-unreachable',
    proxyError: 'connection_refused',
    detail: 'The service behind the gateway refused the connection',
  },
  unconnected: {
    code: 'upstream-unreachable',
    proxyError: 'connection_terminated',
    detail: 'The service behind the gateway closed the connection while it was being set up',
  },
  connectTimer: {
    code: 'upstream-timeout',
    proxyError: 'connection_timeout',
    detail: 'The service behind the gateway did not accept a connection',
    timer: 'connect',
    retryable: true,
  },
  ...tlsFailures,
  ...streamFailures,
  reset: {
    code: 'upstream-reset',
    proxyError: 'connection_terminated',
    detail: 'The service behind the gateway closed the connection without an answer',
  },
  incomplete: {
    code: 'upstream-reset',
    proxyError: 'http_response_incomplete',
    detail: 'The service behind the gateway broke its answer off',
  },
  firstByteTimer: {
    code: 'upstream-timeout',
    proxyError: 'http_response_timeout',
    detail: 'The service behind the gateway did not answer',
    timer: 'first-byte',
  },
  writeTimer: {
    code: 'upstream-timeout',
    proxyError: 'connection_write_timeout',
    detail: 'The service behind the gateway did not read the whole request',
    timer: 'first-byte',
  },
  starved: {
    code: 'request-timeout',
    proxyError: 'http_request_error',
    detail: 'The rest of the body did not come in time',
  },
  idleTimer: {
    code: 'upstream-timeout',
    proxyError: 'connection_read_timeout',
    detail: 'The service behind the gateway sent no further part of its answer',
    timer: 'idle',
  },
  totalTimer: {
    code: 'upstream-timeout',
    proxyError: 'http_response_timeout',
    detail: 'The service behind the gateway did not answer',
    timer: 'total',
  },
  tooLate: {
    code: 'upstream-timeout',
    proxyError: 'http_response_timeout',
    detail: 'The time for which the caller waits was over before the request could be sent, and nothing was sent',
    timer: 'total',
    isPast: true,
  },
  headSize: {
    code: 'upstream-invalid-response',
    proxyError: 'http_response_header_section_size',
    detail: 'The header section of the answer is larger than the gateway takes',
  },
  chunk: {
    code: 'upstream-invalid-response',
    proxyError: 'http_response_transfer_coding',
    detail: 'The chunks of the answer are malformed',
  },
  coding: {
    code: 'upstream-invalid-response',
    proxyError: 'http_response_transfer_coding',
    detail: 'The answer has a transfer coding that the gateway does not take off',
  },
  upgrade: {
    code: 'upstream-invalid-response',
    proxyError: 'http_upgrade_failed',
    detail: 'The service behind the gateway switched to a protocol that nobody asked for',
  },
  tlsAnswer: {
    code: 'upstream-invalid-response',
    proxyError: 'http_protocol_error',
    detail: 'What answers in place of the service behind the gateway speaks TLS, and the gateway was told plain HTTP',
  },
  protocol: {
    code: 'upstream-invalid-response',
    proxyError: 'http_protocol_error',
    detail: 'The answer of the service behind the gateway is not valid HTTP',
  },
  closing: {
    code: 'upstream-unavailable',
    proxyError: 'destination_unavailable',
    detail: 'The gateway is closing its connections',
    // Another process may serve the caller at once.
    headers: { 'Retry-After': '1' },
  },
  noTarget: {
    code: 'upstream-unavailable',
    proxyError: 'destination_unavailable',
    detail: 'The service behind the gateway is not available at present',
  },
  unwritable: {
    code: 'contract-broken',
    proxyError: 'proxy_internal_error',
    detail: 'The outgoing request could not be written',
  },
} as const satisfies Readonly<Record<string, Failure>>;

/** The name of a failure in the table. */
export type FailureName = keyof typeof failures;
