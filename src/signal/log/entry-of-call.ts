import { createHash } from 'node:crypto';
import { catalogue } from '../../problem/catalogue.ts';
import type { Problem } from '../../problem/problem.ts';
import type { EndedAttempt } from '../../upstream/attempt/attempt-policy.ts';
import type { CallMarks, CallRecord } from '../call-record.ts';
import { declaredAnswerName, declaredName } from '../declared-name.ts';
import { traceOfCall } from '../trace-of-call.ts';
import type { UnreadRequest } from '../unread-request.ts';
import type { RoutesBelow } from '../unmatched-path.ts';
import type { LogAttempt, LogEntry, LogStages, LogViolation } from './log-entry.ts';
import type { LogSettings } from './log-settings.ts';
import { shownPath } from './shown-path.ts';

/** What a record does not know of its request. */
export interface Beside {
  readonly bytes: { readonly in: number; readonly out: number };
  /** For how many requests the line stands. */
  readonly weight: number;
  /** What is served: of a path that fits none of it, too, something may be sensitive. */
  readonly mounts: readonly RoutesBelow[];
}

/** No line has room for more of either; a problem can list fifty. */
const mostViolations = 20;

/**
 * Makes the entry of a call that has ended. Nothing that a caller or an upstream sent as a value is in it, nor any name that they
 * chose.
 */
export function entryOfCall(
  record: CallRecord,
  settings: Pick<LogSettings, 'path' | 'callerKey'>,
  { bytes, weight, mounts }: Beside,
): LogEntry {
  const { req, operation, problem, marks, answerViolations, used } = record;
  const found = operation?.operation;
  const violations = distinct(
    found === undefined ? [] : (problem?.errors ?? []).map((one) => ({ ...declaredName(found, one), code: one.code })),
  );
  const unfit = distinct(
    found === undefined ? [] : answerViolations.map((one) => ({ ...declaredAnswerName(found, one), code: one.code })),
  );
  return {
    time: new Date(record.cameMs).toISOString(),
    requestId: record.requestId,
    ...given('traceId', traceOfCall(record)),
    ...given('operation', found?.name),
    ...given('route', found?.template ?? (record.passedBelow === undefined ? undefined : `${record.passedBelow}/*`)),
    ...given('caller', callerOf(record, settings)),
    ...given('method', req.method),
    ...(settings.path && { path: shownPath(record, mounts) }),
    ...given('status', record.status),
    ...(problem !== undefined && problemPart(problem)),
    ...given('instance', record.instance),
    ...given('upstream', record.upstream),
    ...(record.attempts.length > 0 && { attempts: record.attempts.map(attemptPart) }),
    ms: rounded((marks.ended ?? marks.came) - marks.came),
    stages: stagesOf(marks),
    bytes,
    ...(violations.length > 0 && { violations: violations.slice(0, mostViolations) }),
    ...(violations.length > mostViolations && { moreViolations: violations.length - mostViolations }),
    ...(unfit.length > 0 && { answerViolations: unfit.slice(0, mostViolations) }),
    ...(used.size > 0 && { deprecated: [...used].map((use) => `${use.in ?? 'operation'} ${use.name}`) }),
    ...(record.hasLeft && { left: true }),
    ...(weight !== 1 && { weight }),
  };
}

/** The same of what never became a request: a parser could not read it, or it had no time. */
export function entryOfUnread({ problem, requestId, instance, cameMs }: UnreadRequest): LogEntry {
  const time = new Date(cameMs).toISOString();
  return { time, requestId, status: problem.status, ...problemPart(problem), instance };
}

const given = <Name extends string, T>(name: Name, value: T | undefined) =>
  (value === undefined ? undefined : { [name]: value }) as { [Key in Name]: T } | undefined;

function problemPart({ code, stage }: Problem): Pick<LogEntry, 'code' | 'fault' | 'stage'> {
  const entry = catalogue[code];
  return { code, fault: entry.fault, stage: stage ?? entry.stage };
}

function attemptPart({ target, status, fault, cause, ms }: EndedAttempt): LogAttempt {
  return { target, ...given('status', status), ...given('fault', fault), ...given('cause', cause), ms: rounded(ms) };
}

function stagesOf({ came, admitted, read, ran, ended }: CallMarks): LogStages {
  const from = admitted ?? came;
  return {
    ...(admitted !== undefined && { guard: rounded(admitted - came) }),
    ...(read !== undefined && { read: rounded(read - from) }),
    ...(ran !== undefined && read !== undefined && { validate: rounded(ran - read) }),
    ...(ran !== undefined && ended !== undefined && { forward: rounded(ended - ran) }),
  };
}

/** A callers' key may be an account's name, and logs go far. */
function callerOf({ req }: CallRecord, { callerKey }: Pick<LogSettings, 'callerKey'>): string | undefined {
  const key = callerKey?.(req);
  return typeof key !== 'string' ? undefined : createHash('sha256').update(key).digest('base64url').slice(0, 16);
}

/** A list with a hundred wrong items is one fault to who reads the log. */
function distinct(violations: readonly LogViolation[]): LogViolation[] {
  const byText = new Map(violations.map((one) => [`${one.in} ${one.name} ${one.code}`, one]));
  return [...byText.values()];
}

/** To a hundredth of a millisecond. */
const rounded = (ms: number): number => Math.round(ms * 100) / 100;
