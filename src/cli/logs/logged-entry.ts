import type { LogEntry } from '../../signal/log/log-entry.ts';

/**
 * Reads a line of the call log.
 *
 * Out: `undefined` for any other line. Only what every entry has is looked at, so that lines of later versions, and those with members
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
  const { time, requestId, status, stages, violations = [], attempts = [] } = Object(value);
  if (typeof time !== 'string' || typeof requestId !== 'string') return false;
  if (status === undefined && stages === undefined) return false;
  return isList(violations) && isList(attempts);
}

const isList = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null);
