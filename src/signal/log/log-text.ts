import type { LogEntry } from './log-entry.ts';

/** Whole lines of several processes stay whole in a pipe up to this size. Source: POSIX, `PIPE_BUF`; on Linux 4096. */
const longestLine = 4000;

/**
 * Writes an entry as one line of JSON, with the line break.
 *
 * Out: printable ASCII, below 4096 bytes: what is long is left out, its violations first.
 */
export function jsonLine(entry: LogEntry): string {
  const text = asciiJson(entry);
  if (text.length <= longestLine) return `${text}\n`;
  const { violations = [], answerViolations: _answers, deprecated: _deprecated, attempts, ...rest } = entry;
  const kept = violations.slice(0, 5).filter(({ name }) => name.length < 256);
  const moreViolations = (rest.moreViolations ?? 0) + violations.length - kept.length;
  const shorter: LogEntry = { ...rest, violations: kept, moreViolations, attempts: (attempts ?? []).slice(-3) };
  const short = asciiJson(shorter);
  if (short.length <= longestLine) return `${short}\n`;
  const { time, requestId, status, code } = entry;
  return `${asciiJson({ time, requestId, status, code })}\n`;
}

/**
 * Writes an entry as a line of the common log format, with the line break. Of the path it has what the entry has.
 *
 * Source: the format of the W3C's and NCSA's servers, `%h %l %u %t "%r" %>s %b`.
 */
export function commonLine({ time, caller, method, route, path, status, bytes, left }: LogEntry): string {
  const target = path ?? route ?? '-';
  const request = method === undefined ? '-' : `${method} ${target} HTTP/1.1`;
  // 499 is what nginx writes of callers that left; there is no other number for it.
  const number = status ?? (left === true ? 499 : '-');
  const quoted = asciiJson(request).replaceAll('\\"', '\\x22');
  return `- - ${caller ?? '-'} [${clfTime(time)}] ${quoted} ${number} ${bytes?.out ?? '-'}\n`;
}

/** What an app's logger shows beside the entry: `GET /users 400 invalid-request 12.5 ms`. */
export function sentenceOf({ method, route, status, code, ms }: LogEntry): string {
  const parts = [method, route, status ?? 'no answer', code, ms === undefined ? undefined : `${ms} ms`];
  return parts.filter((part) => part !== undefined).join(' ');
}

/** No reader takes such a text for more than one line, or for orders to its terminal. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\x7f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `10/Oct/2000:13:55:36 +0000`. */
function clfTime(time: string): string {
  const [, year, month, day, clock] = /^(\d+)-(\d\d)-(\d\d)T([\d:]+)/.exec(time) ?? [];
  return `${day}/${months[Number(month) - 1]}/${year}:${clock} +0000`;
}
