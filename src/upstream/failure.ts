import { createProblem, type Problem } from '../problem/problem.ts';
import type { AttemptFault } from './attempt/attempt-kind.ts';
import { attemptFaultOf } from './attempt/fault-of-failure.ts';
import { type Failure, type FailureName, failures } from './failure-kinds.ts';
import { streamFailure } from './http2/stream-failures.ts';
import { ContentFault } from './streamed-content.ts';
import { NoTarget } from './target/no-target.ts';
import type { Timer, UpstreamTimeouts } from './timeouts.ts';
import { tlsByCode, tlsByMessage } from './tls/tls-failures.ts';
import { toldCause } from './told-cause.ts';

/** How far the exchange had come when it failed. */
export interface Progress {
  /** The name service was asked for the address, and has not answered yet. */
  readonly naming: boolean;
  /** A connection stood, and its TLS handshake has not ended. @default false */
  readonly securing?: boolean;
  /** A connection stood, TLS included, and the request was written to it. */
  readonly sent: boolean;
  /** Part of the request's content was still waiting for the upstream to read. */
  readonly unread: boolean;
  /** The first byte of an answer had arrived. */
  readonly answered: boolean;
  /** All that came of a streamed content has been sent, and the caller owes the rest. */
  readonly starved: boolean;
  /** The head of the answer was complete. */
  readonly headed: boolean;
}

/** By `code` of the error, first match wins: the codes of Node and its parser (HPE_), OpenSSL, undici, and our own. */
const byCode: readonly (readonly [RegExp, FailureName])[] = [
  [/^ENOTFOUND$|^EAI_(NONAME|NODATA|FAIL)$/, 'unknownName'],
  [/^EAI_AGAIN$/, 'silentNames'],
  [/^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EINVAL)$/, 'unroutable'],
  [/^(EACCES|EPERM|ADDRESS_DENIED)$/, 'prohibited'],
  // The last three: a unix socket that is not there, or is something else.
  [/^(ECONNREFUSED|ENOENT|ENOTDIR|ENOTSOCK)$/, 'refused'],
  [/^(UND_ERR_CONNECT_TIMEOUT|CONNECT_TIMER|ETIMEDOUT)$/, 'connectTimer'],
  ...tlsByCode,
  [/^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET)$/, 'reset'],
  [/^FIRST_BYTE_TIMER$/, 'firstByteTimer'],
  [/^IDLE_TIMER$/, 'idleTimer'],
  [/^TOTAL_TIMER$/, 'totalTimer'],
  [/^DEADLINE_PASSED$/, 'tooLate'],
  [/^(UND_ERR_HEADERS_OVERFLOW|HPE_HEADER_OVERFLOW|ANSWER_FIELDS)$/, 'headSize'],
  [/^(UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_INVALID_EOF_STATE)$/, 'incomplete'],
  [/^ANSWER_UPGRADE$/, 'upgrade'],
  [/^ANSWER_CODING$/, 'coding'],
  [/^HPE_INVALID_CHUNK_SIZE$/, 'chunk'],
  [/^(HPE_|ANSWER_)/, 'protocol'],
  [/^(UND_ERR_CLOSED|UND_ERR_DESTROYED)$/, 'closing'],
  [/^(UND_ERR_INVALID_ARG|UND_ERR_NOT_SUPPORTED|UND_ERR_REQ_CONTENT_LENGTH_MISMATCH)$/, 'unwritable'],
];

/** Where one code, or none, is given to several things: `EPROTO`, `UND_ERR_SOCKET`, the errors of undici's parser. */
const byMessage: readonly (readonly [RegExp, FailureName])[] = [
  ...tlsByMessage,
  [/^bad upgrade$/, 'upgrade'],
  [/^bad response$/, 'protocol'],
  [/^Response does not match the HTTP\/1\.1 protocol.*chunk/, 'chunk'],
];

/**
 * Turns an error between us and the upstream into the problem that the caller gets: the one place that does.
 *
 * In:  whatever the HTTP client reported, how far the exchange had come, and the time limits that held.
 * Out: 502, 503 or 504; 500 `contract-broken` only where the outgoing request itself was not writable. An error that
 *      nobody knows is a cut when the system made it, otherwise an invalid answer.
 * Source: RFC 9209, section 2.3.
 */
export function failureProblem(error: unknown, progress: Progress, timeouts: UpstreamTimeouts): Problem {
  if (error instanceof ContentFault) return error.problem;
  if (error instanceof NoTarget) return noTargetProblem(error);
  const failure: Failure = failures[nameFailure(error, progress)];
  const { code, proxyError, detail, timer, isPast, headers = {} } = failure;
  const limitMs = timer === undefined || isPast === true ? 0 : limitOf(timer, timeouts);
  return createProblem(code, {
    detail: limitMs > 0 ? `${detail} within ${limitMs} ms.` : `${detail}.`,
    stage: 'forward',
    ...(failure.retryable !== undefined && { retryable: failure.retryable }),
    proxyError,
    headers,
    ...(timer !== undefined && { members: { timer } }),
    cause: toldCause(error),
  });
}

/**
 * How an attempt failed, in the words of the options; `undefined` where the fault was ours or the caller's, so that it says
 * nothing of the target.
 */
export function failureKind(error: unknown, progress: Progress): AttemptFault | undefined {
  return error instanceof ContentFault ? undefined : attemptFaultOf[nameFailure(error, progress)];
}

/** Whether any other attempt at the same target would fail in the same way. */
export function isLasting(error: unknown, progress: Progress): boolean {
  if (error instanceof ContentFault) return false;
  const failure: Failure = failures[nameFailure(error, progress)];
  return failure.lasting === true;
}

/** What a caller gets for whose request no target may be used. */
export function noTargetProblem(error: NoTarget): Problem {
  const { code, proxyError, detail } = failures.noTarget;
  // At least a second: whoever comes back at once comes too early.
  const headers = { 'Retry-After': String(Math.max(1, Math.ceil(error.waitMs / 1000))) };
  return createProblem(code, { detail: `${detail}.`, proxyError, headers, cause: toldCause(error) });
}

/** Whether an error says that the connection was cut, rather than what was wrong with an answer. */
export function isCut(error: unknown): boolean {
  return roughName(error) === 'reset';
}

/** Whether an error says that nothing of the answer has moved for too long. */
export function isIdleTimer(error: unknown): boolean {
  return roughName(error) === 'idleTimer';
}

function nameFailure(error: unknown, progress: Progress): FailureName {
  const name = roughName(error);
  if (name === 'reset' && !progress.sent) return 'unconnected';
  if (name === 'reset' && progress.answered) return 'incomplete';
  // Lengths that contradict each other are found before the head is complete; later the content was too short.
  if (name === 'incomplete' && !progress.headed) return 'protocol';
  if (name === 'firstByteTimer' || name === 'totalTimer') {
    if (progress.starved) return 'starved';
    if (progress.unread) return 'writeTimer';
  }
  if (name === 'connectTimer' && progress.naming) return 'silentNames';
  if (name === 'connectTimer' && progress.securing === true) return 'tlsTimer';
  if (name === 'protocol' && isTlsAlert(error)) return 'tlsAnswer';
  // ETIMEDOUT also ends a connection whose peer vanished without a word.
  if (name === 'connectTimer' && progress.sent) return progress.headed ? 'idleTimer' : 'firstByteTimer';
  return name;
}

function roughName(error: unknown): FailureName {
  const ofStream = streamFailure(error);
  if (ofStream !== undefined) return ofStream;
  const message = error instanceof Error ? error.message : '';
  const code = codeOf(error);
  const [, name] =
    byMessage.find(([pattern]) => pattern.test(message)) ?? byCode.find(([pattern]) => pattern.test(code)) ?? [];
  return name ?? unknownFailure(error);
}

/** A peer that speaks TLS answers a request in the clear with an alert: 21, and its version. Source: RFC 8446, section 5.1. */
function isTlsAlert(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const bytes = 'data' in error ? error.data : 'rawPacket' in error ? error.rawPacket : undefined;
  const text = Buffer.isBuffer(bytes) ? bytes.toString('latin1', 0, 2) : bytes;
  return typeof text === 'string' && text.startsWith('\x15\x03');
}

/** Node gives the errors of the operating system a `syscall`. */
function unknownFailure(error: unknown): FailureName {
  return typeof error === 'object' && error !== null && 'syscall' in error ? 'reset' : 'protocol';
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function limitOf(timer: Timer, timeouts: UpstreamTimeouts): number {
  switch (timer) {
    case 'connect':
    case 'tls':
      return timeouts.connectMs;
    case 'first-byte':
      return timeouts.firstByteMs;
    case 'idle':
      return timeouts.idleMs;
    case 'total':
      return timeouts.totalMs;
  }
}
