import { formatProxyStatus } from '../http/proxy-status.ts';
import type { RequestId } from '../http/request-id.ts';
import { type ProblemCode, catalogue } from './catalogue.ts';
import type { Stage } from './catalogue-entry.ts';
import { attemptsJson, type ProblemAttempt } from './problem-attempt.ts';
import { textJson, toSafeJson, violationJson, violationsJson } from './problem-json.ts';
import type { Violation } from './violation.ts';

/** An error answer of our own, as a value. `formatProblem` writes it; nothing in `cause` ever reaches a caller. */
export interface Problem {
  readonly code: ProblemCode;
  readonly status: number;
  /** For this occurrence, in words that help the caller to repair the request. */
  readonly detail: string;
  readonly operation?: string;
  readonly errors?: readonly Violation[];
  /** Whether the same request may succeed later, where the occurrence knows better than the catalogue. */
  readonly retryable?: boolean;
  /** Where the request ended, where the occurrence knows better than the catalogue. */
  readonly stage?: Stage;
  /** Every try to get an answer from the upstream, in order; left out where there was none. */
  readonly attempts?: readonly ProblemAttempt[];
  /** Extension members of this occurrence, such as `timer`. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Response fields that the status asks for: `Allow`, `Accept`, `Retry-After`, ... */
  readonly headers?: Readonly<Record<string, string>>;
  /** The RFC 9209 error type where it is more specific than the catalogue's. */
  readonly proxyError?: string;
  /** What happened, for logs and the app's error handler only. */
  readonly cause?: unknown;
}

/**
 * Makes a problem of the catalogue's kind `code`.
 *
 * In:  `'body-too-large'` and what is particular to this occurrence.
 * Out: the problem, with the catalogue's status. Where a retry can help its answer says when: in a second, where the
 *      occurrence knows no better. Source: RFC 9110, section 10.2.3.
 */
export function createProblem(code: ProblemCode, occurrence: Omit<Problem, 'code' | 'status'>): Problem {
  const { status, retryable } = catalogue[code];
  if (!(occurrence.retryable ?? retryable)) return { code, status, ...occurrence };
  return { code, status, ...occurrence, headers: { 'Retry-After': '1', ...occurrence.headers } };
}

/** What an answer needs beside its problem. */
export interface ProblemFormat {
  /** `urn:uuid:` and a random UUID that the caller of this function makes; also written to the log. */
  readonly instance: string;
  /** The name of the request, also in a field of the answer; left out where none is given. */
  readonly requestId?: RequestId | undefined;
  /** Our name in `Proxy-Status`. */
  readonly name: string;
  /** The option `problemTypeBase`: put before the code, with a slash between where it does not end in a mark. */
  readonly typeBase: string;
}

/** A problem as it goes to the caller. */
export interface FormattedProblem {
  readonly status: number;
  /** Without Content-Length and Date, which belong to the server. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The largest body of a problem, in bytes. */
export const maxProblemBytes = 65_536;

/**
 * Writes a problem as the answer that the caller gets.
 *
 * Out: status, fields and a JSON body below 64 KiB; where `errors` had to be cut for it, `errorsComplete` is `false`.
 * Source: RFC 9457, section 3; the order of the members is fixed.
 */
export function formatProblem(given: Problem, format: ProblemFormat): FormattedProblem {
  // What another part of the app put on every object is no member of a problem.
  const problem: Problem = Object.assign(Object.create(null), given);
  const entry = catalogue[problem.code];
  return {
    status: problem.status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      'Proxy-Status': formatProxyStatus({ name: format.name, error: problem.proxyError ?? entry.proxyError }),
      Via: `1.1 ${format.name}`,
      ...(format.requestId !== undefined && { [format.requestId.field]: format.requestId.value }),
      ...problem.headers,
    },
    body: sizedBody(problem, format),
  };
}

function sizedBody(problem: Problem, format: ProblemFormat): string {
  const body = stringify(problem, format, problem.errors);
  // No UTF-16 unit takes more than three bytes.
  if (body.length * 3 < maxProblemBytes) return body;
  if (Buffer.byteLength(body) < maxProblemBytes || problem.errors === undefined) return body;
  const errors: Violation[] = [];
  // Half of the size is kept for the other members and for escapes.
  let room = maxProblemBytes / 2;
  for (const violation of problem.errors) {
    room -= Buffer.byteLength(violationJson(violation)) + 1;
    if (room < 0) break;
    errors.push(violation);
  }
  return stringify({ ...problem, members: { ...problem.members, errorsComplete: false } }, format, errors);
}

function stringify(problem: Problem, format: ProblemFormat, errors: readonly Violation[] | undefined): string {
  const entry = catalogue[problem.code];
  const { operation, members, attempts = [] } = problem;
  const id = format.requestId;
  const text =
    `${headOf(problem, format.typeBase)}${textJson(problem.detail)}` +
    `,"instance":${textJson(format.instance)}${id === undefined ? '' : `,"requestId":${textJson(id.value)}`}${operation === undefined ? '' : `,"operation":${textJson(operation)}`}` +
    `,"fault":"${entry.fault}","stage":"${problem.stage ?? entry.stage}","retryable":${problem.retryable ?? entry.retryable}${members === undefined ? '' : membersJson(members)}` +
    (attempts.length === 0 ? '' : `,"attempts":${attemptsJson(attempts)}`);
  return errors === undefined ? `${text}}` : `${text},"errors":${violationsJson(errors)}}`;
}

interface Head {
  readonly base: string;
  readonly status: number;
  readonly text: string;
}

// A program answers with one base, and with one status for each code.
const heads = new Map<ProblemCode, Head>();

/** What is the same of every occurrence: type, title, status and code, up to the detail. */
function headOf({ code, status }: Problem, base: string): string {
  const known = heads.get(code);
  if (known !== undefined && known.base === base && known.status === status) return known.text;
  const type = textJson(typeOf(code, base));
  const text = `{"type":${type},"title":${textJson(catalogue[code].title)},"status":${status},"code":"${code}","detail":`;
  heads.set(code, { base, status, text });
  return text;
}

function membersJson(members: NonNullable<Problem['members']>): string {
  const text = toSafeJson(members);
  return text === '{}' ? '' : `,${text.slice(1, -1)}`;
}

/** An absolute URI for each code: RFC 9457, section 3.1.1. */
function typeOf(code: ProblemCode, base: string): string {
  return /[/#:=?&]$/.test(base) ? `${base}${code}` : `${base}/${code}`;
}
