import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errors } from 'undici';
import { catalogue } from '../../src/problem/catalogue.ts';
import { AnswerFault } from '../../src/upstream/answer-fault.ts';
import { failureProblem, isCut, type Progress } from '../../src/upstream/failure.ts';
import { failures } from '../../src/upstream/failure-kinds.ts';

const timeouts = { connectMs: 1, firstByteMs: 2, idleMs: 3, totalMs: 4, streamMs: 0 };
const connecting: Progress = {
  naming: false,
  sent: false,
  unread: false,
  answered: false,
  starved: false,
  headed: false,
};
const sent: Progress = { ...connecting, sent: true };
const answered: Progress = { ...sent, answered: true };
const headed: Progress = { ...answered, headed: true };

function systemError(code: string): Error {
  return Object.assign(new Error(`connect ${code} 10.0.0.7:80`), { code, syscall: 'connect', errno: -1 });
}

const cases: [error: Error, progress: Progress, code: string, proxyError: string, timer?: string][] = [
  [systemError('ENOTFOUND'), connecting, 'upstream-unreachable', 'dns_error'],
  [systemError('EAI_AGAIN'), connecting, 'upstream-timeout', 'dns_timeout', 'connect'],
  [systemError('EHOSTUNREACH'), connecting, 'upstream-unreachable', 'destination_ip_unroutable'],
  [systemError('ENETUNREACH'), connecting, 'upstream-unreachable', 'destination_ip_unroutable'],
  [systemError('EACCES'), connecting, 'upstream-unreachable', 'destination_ip_prohibited'],
  [systemError('EPERM'), connecting, 'upstream-unreachable', 'destination_ip_prohibited'],
  [systemError('ECONNREFUSED'), connecting, 'upstream-unreachable', 'connection_refused'],
  [systemError('ENOENT'), connecting, 'upstream-unreachable', 'connection_refused'],
  [systemError('ETIMEDOUT'), connecting, 'upstream-timeout', 'connection_timeout', 'connect'],
  [systemError('ETIMEDOUT'), sent, 'upstream-timeout', 'http_response_timeout', 'first-byte'],
  [systemError('ETIMEDOUT'), headed, 'upstream-timeout', 'connection_read_timeout', 'idle'],
  [new AnswerFault('CONNECT_TIMER'), { ...connecting, naming: true }, 'upstream-timeout', 'dns_timeout', 'connect'],
  [
    new AnswerFault('CONNECT_TIMER'),
    { ...connecting, securing: true },
    'upstream-timeout',
    'connection_timeout',
    'tls',
  ],
  [new errors.ConnectTimeoutError(), connecting, 'upstream-timeout', 'connection_timeout', 'connect'],
  [systemError('ECONNRESET'), connecting, 'upstream-unreachable', 'connection_terminated'],
  [systemError('ECONNRESET'), sent, 'upstream-reset', 'connection_terminated'],
  [systemError('EPIPE'), sent, 'upstream-reset', 'connection_terminated'],
  [systemError('ECONNRESET'), answered, 'upstream-reset', 'http_response_incomplete'],
  [new errors.SocketError('other side closed'), sent, 'upstream-reset', 'connection_terminated'],
  [new errors.SocketError('other side closed'), headed, 'upstream-reset', 'http_response_incomplete'],
  [new errors.SocketError('bad upgrade'), answered, 'upstream-invalid-response', 'http_upgrade_failed'],
  [new errors.SocketError('bad response'), answered, 'upstream-invalid-response', 'http_protocol_error'],
  [systemError('CERT_HAS_EXPIRED'), connecting, 'upstream-unreachable', 'tls_certificate_error'],
  [systemError('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), connecting, 'upstream-unreachable', 'tls_certificate_error'],
  [systemError('DEPTH_ZERO_SELF_SIGNED_CERT'), connecting, 'upstream-unreachable', 'tls_certificate_error'],
  [systemError('SELF_SIGNED_CERT_IN_CHAIN'), connecting, 'upstream-unreachable', 'tls_certificate_error'],
  [systemError('ERR_TLS_CERT_ALTNAME_INVALID'), connecting, 'upstream-unreachable', 'tls_certificate_error'],
  [systemError('ERR_SSL_WRONG_VERSION_NUMBER'), connecting, 'upstream-unreachable', 'tls_protocol_error'],
  [systemError('EPROTO'), connecting, 'upstream-unreachable', 'tls_protocol_error'],
  [systemError('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'), connecting, 'upstream-unreachable', 'tls_alert_received'],
  [new errors.HeadersOverflowError(), answered, 'upstream-invalid-response', 'http_response_header_section_size'],
  [new errors.HTTPParserError('x'), answered, 'upstream-invalid-response', 'http_protocol_error'],
  [systemError('HPE_INVALID_CONSTANT'), answered, 'upstream-invalid-response', 'http_protocol_error'],
  [systemError('HPE_INVALID_CHUNK_SIZE'), answered, 'upstream-invalid-response', 'http_response_transfer_coding'],
  [new errors.ResponseContentLengthMismatchError(), answered, 'upstream-invalid-response', 'http_protocol_error'],
  [new errors.ResponseContentLengthMismatchError(), headed, 'upstream-reset', 'http_response_incomplete'],
  [new AnswerFault('TOTAL_TIMER'), sent, 'upstream-timeout', 'http_response_timeout', 'total'],
  [new AnswerFault('DEADLINE_PASSED'), connecting, 'upstream-timeout', 'http_response_timeout', 'total'],
  [
    new AnswerFault('FIRST_BYTE_TIMER'),
    { ...sent, unread: true },
    'upstream-timeout',
    'connection_write_timeout',
    'first-byte',
  ],
  [new AnswerFault('FIRST_BYTE_TIMER'), { ...sent, starved: true }, 'request-timeout', 'http_request_error'],
  [new AnswerFault('IDLE_TIMER'), headed, 'upstream-timeout', 'connection_read_timeout', 'idle'],
  [new errors.ClientClosedError(), connecting, 'upstream-unavailable', 'destination_unavailable'],
  [new errors.ClientDestroyedError(), sent, 'upstream-unavailable', 'destination_unavailable'],
  [new errors.InvalidArgumentError('invalid x header'), connecting, 'contract-broken', 'proxy_internal_error'],
  [systemError('ENEVERHEARDOF'), sent, 'upstream-reset', 'connection_terminated'],
  [new TypeError('something else'), sent, 'upstream-invalid-response', 'http_protocol_error'],
];

for (const [error, progress, code, proxyError, timer] of cases) {
  const stage = Object.entries(progress).findLast(([, reached]) => reached)?.[0] ?? 'connecting';
  const name = 'code' in error ? `${error.code}` : error.name;
  test(`${name} (${error.message}), ${stage}, is ${code} (${proxyError})`, () => {
    const problem = failureProblem(error, progress, timeouts);
    assert.deepEqual([problem.code, problem.proxyError, problem.members?.['timer']], [code, proxyError, timer]);
    assert.equal(problem.status, catalogue[problem.code].status);
    assert.equal(problem.cause, error);
    assert.doesNotMatch(JSON.stringify({ ...problem, cause: undefined }), /10\.0\.0\.7|ECONN|E[A-Z]{4,}/);
  });
}

test('a limit that ran out is said with its length, an unlimited one without', () => {
  const detail = (limits: typeof timeouts) => failureProblem(new AnswerFault('TOTAL_TIMER'), sent, limits).detail;
  assert.equal(detail(timeouts), 'The service behind the gateway did not answer within 4 ms.');
  assert.equal(detail({ ...timeouts, totalMs: 0 }), 'The service behind the gateway did not answer.');
});

test('what is no error at all is an invalid answer', () => {
  for (const thrown of [undefined, null, 'text', 7]) {
    assert.equal(failureProblem(thrown, sent, timeouts).code, 'upstream-invalid-response');
  }
});

test('only a request that nobody could write is a 500, and only one that its caller did not finish is not the upstream’s', () => {
  const others: Readonly<Record<string, number>> = { unwritable: 500, starved: 408 };
  for (const [name, failure] of Object.entries(failures)) {
    const { status } = catalogue[failure.code];
    assert.ok(others[name] === undefined ? status >= 502 : status === others[name], name);
  }
});

test('a cut is told from what was wrong with an answer', () => {
  assert.equal(isCut(systemError('ECONNRESET')), true);
  assert.equal(isCut(new errors.SocketError('other side closed')), true);
  assert.equal(isCut(new errors.SocketError('bad upgrade')), false);
  assert.equal(isCut(systemError('ECONNREFUSED')), false);
  assert.equal(isCut(new AnswerFault('FIRST_BYTE_TIMER')), false);
});
