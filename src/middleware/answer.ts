import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Operation } from '../contract/contract.ts';
import type { RequestId } from '../http/request-id.ts';
import type { AnsweredOccurrence, ResolvedOptions } from '../options/resolved-options.ts';
import { printable } from '../problem/printable.ts';
import { type FormattedProblem, formatProblem, type Problem } from '../problem/problem.ts';
import type { AnswerViolation } from '../reply/answer-violation.ts';
import { declaredAnswerPointer } from '../signal/declared-name.ts';
import { isUnwatched } from '../upstream/write-head.ts';
import { callApp } from './app-function.ts';
import type { AnswerCount } from '../signal/answer-count.ts';
import type { AnswerCounts } from './answer-counts.ts';
import type { Call } from './call.ts';
import { endLingering, isStillSending } from './linger.ts';
import { ProblemError } from './problem-error.ts';
import { declaredLength } from './take-body.ts';

/** Ends a call with a problem. */
export type Refuse = (call: Call, problem: Problem) => void;

/**
 * Makes the one place where problems leave: reported first, then answered, or handed to the app's error handler where
 * `problems` is `next`. A call whose answer has begun, or whose caller has left, is cut off in place of a second answer.
 */
export function createRefuse(options: ResolvedOptions): Refuse {
  return (call, problem) => {
    const instance = report(options, problem, call);
    call.watch?.refused(problem, instance);
    // The app has answered in the meantime, to the end.
    if (call.res.writableEnded) return;
    if (call.res.headersSent || call.res.destroyed) {
      call.res.destroy();
    } else if (options.problems === 'next') {
      if (mustClose(call, options)) call.res.setHeader('Connection', 'close');
      call.res.setHeader(call.requestId.field, call.requestId.value);
      call.next(new ProblemError(problem, instance));
    } else {
      answer(call, writeProblem(problem, { instance, requestId: call.requestId }, options), options);
    }
  };
}

/** Tells the app of a problem, and gives the instance by which app and caller know this occurrence: `urn:uuid:...`. */
export function report(options: ResolvedOptions, problem: Problem, { req, requestId }: Reported): string {
  const instance = `urn:uuid:${randomUUID()}`;
  const named = { instance, requestId: requestId.value };
  callApp('onProblem', () => options.onProblem(problem, req === undefined ? named : { ...named, req }));
  return instance;
}

/** The request of a problem; `req` is absent where a parser made none. */
export interface Reported {
  readonly req?: IncomingMessage;
  readonly requestId: RequestId;
}

/** The two names of an answer that tells a problem. */
export interface AnswerNames {
  readonly instance: string;
  readonly requestId: RequestId;
}

/** Told of an answer that does not fit its contract and is passed on. */
export type ReportAnswer = (
  violations: readonly AnswerViolation[],
  occurrence: AnsweredOccurrence,
  contract: Operation,
) => void;

/**
 * Makes the one place where answers are told that do not fit their contract and are passed on: counted, and told to the
 * app; where it does not listen, each place is a process warning when it is seen for the first time.
 */
export function createReportAnswer({ onAnswerViolation }: ResolvedOptions, counts: AnswerCounts): ReportAnswer {
  return (violations, occurrence, contract) => {
    const { operation, status } = occurrence;
    const fresh = violations.flatMap((violation) => {
      const pointer = declaredAnswerPointer(contract, violation);
      return counts.note(operation, status, { ...violation, pointer }) ?? [];
    });
    if (onAnswerViolation === undefined) fresh.forEach(warnOf);
    else callApp('onAnswerViolation', () => onAnswerViolation(violations, occurrence));
  };
}

/** Names come from the upstream, so that they may hold anything. */
function warnOf({ operation, status, in: location, pointer, code }: AnswerCount): void {
  const place = printable(`${location} ${pointer}: ${code}`);
  process.emitWarning(`an answer ${status} of \`${operation}\` does not fit its contract (${place}); it is passed on`, {
    type: 'ParamapWarning',
    code: 'answer-violation',
  });
}

/** Writes a reported problem as the options want it. */
export function writeProblem(
  problem: Problem,
  { instance, requestId }: AnswerNames,
  { name, problemTypeBase: typeBase }: ResolvedOptions,
): FormattedProblem {
  return formatProblem(problem, { instance, requestId, name, typeBase });
}

function answer(call: Call, formatted: FormattedProblem, options: ResolvedOptions): void {
  const { req, res } = call;
  const { status, headers, body } = formatted;
  const closes = mustClose(call, options);
  if (!closes && isUnwatched(res, 0)) {
    res.writeHead(status, fieldLines(headers, body));
    res.end(body);
    return;
  }
  res.statusCode = status;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  res.setHeader('Content-Length', Buffer.byteLength(body));
  if (closes) endLingering(req, res, body);
  else res.end(body);
}

/** Name, value, name, value, ...: of a list Node makes no object of fields first. */
function fieldLines(headers: FormattedProblem['headers'], body: string): string[] {
  const lines: string[] = [];
  for (const [name, value] of Object.entries(headers)) lines.push(name, value);
  lines.push('Content-Length', String(Buffer.byteLength(body)));
  return lines;
}

/**
 * Whether the connection cannot be used again, because a body is under way that nobody will read. The rest of a short
 * one is read by Node itself. Source: RFC 9112, section 9.3.
 */
function mustClose({ req, invitation }: Call, { limits }: ResolvedOptions): boolean {
  if (!isStillSending(req)) return false;
  const isShort = declaredLength(req) > 0 && declaredLength(req) <= limits.bodyBytes;
  return !isShort || invitation?.sent === false;
}
