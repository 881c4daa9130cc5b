import type { ProblemCode } from './catalogue.ts';
import { toSafeJson } from './problem-json.ts';

/** One try to get an answer from the upstream, as the caller is told of it: never with an address. */
export interface ProblemAttempt {
  /** The public name of the target: `users#1`, or the one that the options give it. */
  readonly target: string;
  /** The error type of RFC 9209, section 2.3: `connection_refused`; of an answer that was not taken, `http_response_status`. */
  readonly cause: string;
  /** What the caller would have got for this try alone. */
  readonly code?: ProblemCode;
  /** Of an answer that was not taken, such as 503. */
  readonly status?: number;
  /** From the beginning of the try to its end, in whole milliseconds. */
  readonly ms: number;
}

/** More tries than this are told by their first ones. */
const mostTold = 16;

/** The tries as JSON text. In and out: their order, and no members but those above. */
export function attemptsJson(attempts: readonly ProblemAttempt[]): string {
  return toSafeJson(
    attempts.slice(0, mostTold).map(({ target, cause, code, status, ms }) => ({
      target,
      cause,
      ...(code !== undefined && { code }),
      ...(status !== undefined && { status }),
      ms: Math.round(ms),
    })),
  );
}
