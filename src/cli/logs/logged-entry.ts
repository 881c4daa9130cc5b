import type { LogEntry } from '../../signal/log/log-entry.ts';

/**
 * Reads a line of the call log.
 *
 * Out: `undefined` for any other line. Only members that are known are looked at, so that lines of later versions, and those with members
 * of the app's logger, are read, too.
 */
export function loggedEntry(line: string): LogEntry | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is LogEntry {
  const entry: Members = Object(value);
  const {
    time,
    requestId,
    status,
    stages,
    violations = [],
    answerViolations = [],
    attempts = [],
    deprecated = [],
  } = entry;
  if (typeof time !== 'string' || typeof requestId !== 'string') return false;
  if (status === undefined && stages === undefined) return false;
  if (!texts.every((name) => isText(entry[name])) || !numbers.every((name) => isNumber(entry[name]))) return false;
  return (
    isListOf(violations, isViolation) &&
    isListOf(answerViolations, isViolation) &&
    isListOf(attempts, isAttempt) &&
    isListOf(deprecated, (name) => typeof name === 'string')
  );
}

type Members = Readonly<Record<string, unknown>>;

/** What is shown or added up has the type that it is written with: another program's line could steer a terminal by it. */
const texts = ['traceId', 'operation', 'route', 'method', 'path', 'code', 'fault', 'stage'] as const;
const numbers = ['status', 'ms', 'moreViolations', 'weight'] as const;

const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';

const isNumber = (value: unknown): boolean =>
  value === undefined || (typeof value === 'number' && Number.isFinite(value) && value >= 0);

const isListOf = (value: unknown, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isItem);

function isViolation(value: unknown): boolean {
  const { in: place, name, code }: Members = Object(value);
  return [place, name, code].every((text) => typeof text === 'string');
}

function isAttempt(value: unknown): boolean {
  const { target, status, fault, cause, ms }: Members = Object(value);
  return typeof target === 'string' && isText(fault) && isText(cause) && isNumber(status) && isNumber(ms);
}
