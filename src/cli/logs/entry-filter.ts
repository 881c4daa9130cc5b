import type { LogEntry } from '../../signal/log/log-entry.ts';
import type { ParsedArguments } from '../parsed-arguments.ts';
import { UsageError } from '../usage-error.ts';

/** Whether an entry is wanted. */
export type EntryFilter = (entry: LogEntry) => boolean;

/** Makes the filter that the flags describe: all that are given must hold. Fails: throws `UsageError` for a value that makes no sense. */
export function entryFilter(given: ParsedArguments): EntryFilter {
  const tests: EntryFilter[] = [];
  const statuses = listed(given, 'status');
  if (statuses.length > 0) {
    const ranges = statuses.map(statusRange);
    tests.push(({ status = 499 }) => ranges.some(([least, most]) => status >= least && status <= most));
  }
  for (const name of ['operation', 'code'] as const) {
    const wanted = listed(given, name);
    if (wanted.length > 0) tests.push((entry) => wanted.includes(entry[name] ?? ''));
  }
  const request = given.one('request');
  if (request !== undefined) tests.push(({ requestId, traceId }) => requestId === request || traceId === request);
  const slow = given.one('slow');
  if (slow !== undefined) {
    const slowMs = milliseconds(slow);
    tests.push(({ ms = 0 }) => ms >= slowMs);
  }
  return (entry) => tests.every((test) => test(entry));
}

const listed = (given: ParsedArguments, flag: string): string[] =>
  given.all(flag).flatMap((text) => text.split(',').map((part) => part.trim()));

/** `404`, or `4xx` for all that begin so. */
function statusRange(text: string): readonly [least: number, most: number] {
  if (/^[1-9]\d\d$/.test(text)) return [Number(text), Number(text)];
  const [, digit] = /^([1-9])xx$/i.exec(text) ?? [];
  if (digit === undefined) throw new UsageError(`--status is one such as 404, or 4xx, not ${text}`);
  return [Number(digit) * 100, Number(digit) * 100 + 99];
}

function milliseconds(text: string): number {
  if (!/^\d+(?:\.\d+)?$/.test(text)) throw new UsageError(`--slow is a number of milliseconds, not ${text}`);
  return Number(text);
}
