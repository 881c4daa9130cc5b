import { printable } from '../../problem/printable.ts';
import type { LogAttempt, LogEntry, LogViolation } from '../../signal/log/log-entry.ts';
import { paint, type Terminal, type Tone } from '../terminal.ts';

/**
 * Writes an entry for people: one line with what became of the request, and one for each thing that went wrong.
 *
 * Out: `12:00:01.123 GET    /users 400    1.5 ms findUsers invalid-request (caller, validate)`, the faults below it.
 */
export function entryText(entry: LogEntry, terminal: Terminal): string {
  const { time, method = '-', route, path, status, ms, operation, requestId, traceId } = entry;
  const what = [
    paint(terminal, 'quiet', printable(time.slice(11, 23))),
    printable(method).padEnd(6),
    printable(path ?? route ?? '-'),
    paint(terminal, toneOf(status), String(status ?? 'left')),
    paint(terminal, 'quiet', `${ms ?? '-'} ms`.padStart(9)),
    ...(operation === undefined ? [] : [printable(operation)]),
    ...endOf(entry),
  ].join(' ');
  const below = [
    ...(entry.attempts ?? []).filter((attempt) => isWorthALine(attempt, entry)).map(attemptText),
    ...(entry.violations ?? []).map(violationText),
    ...(entry.moreViolations === undefined ? [] : [`and ${entry.moreViolations} more`]),
    ...(entry.answerViolations ?? []).map((one) => `answer: ${violationText(one)}`),
    ...(entry.deprecated ?? []).map((name) => `deprecated: ${printable(name)}`),
  ];
  const names = printable(`${requestId ?? ''}${traceId === undefined ? '' : ` trace ${traceId}`}`);
  return [what, ...below.map((line) => `             ${line}`), `             ${paint(terminal, 'quiet', names)}`]
    .join('\n')
    .concat('\n');
}

function toneOf(status = 499): Tone {
  if (status >= 500) return 'fault';
  return status >= 400 ? 'warning' : 'good';
}

function endOf({ code, fault, stage, left }: LogEntry): string[] {
  const where = code === undefined ? [] : [printable(`${code} (${fault ?? '-'}, ${stage ?? '-'})`)];
  return left === true ? [...where, 'the caller left'] : where;
}

/** One attempt that went well says nothing new. */
const isWorthALine = ({ fault, cause }: LogAttempt, { attempts = [] }: LogEntry): boolean =>
  attempts.length > 1 || fault !== undefined || cause !== undefined;

function attemptText({ target, status, fault, cause, ms }: LogAttempt): string {
  const parts = [status ?? fault ?? 'ended', ...(cause === undefined ? [] : [`(${cause})`]), `after ${ms} ms`];
  return printable(`attempt at ${target}: ${parts.join(' ')}`);
}

const violationText = ({ in: place, name, code }: LogViolation): string =>
  printable(`${place} ${name === '' ? '(all of it)' : name}: ${code}`);
