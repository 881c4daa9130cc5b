import type { AnswerViolation } from '../../reply/answer-violation.ts';
import type { Fault, Stage } from '../../problem/catalogue-entry.ts';

/**
 * One request as the call log tells it; the order is that of the line. Members without a value are left out. Stable: members are
 * added, and neither renamed nor removed within a major version.
 */
export interface LogEntry {
  /** When it came, RFC 3339 in UTC with milliseconds. */
  readonly time: string;
  /** As in its answer and its problem. */
  readonly requestId?: string;
  /** Of its `traceparent`: 32 hexadecimal digits. */
  readonly traceId?: string;
  /** Its name in the contract. */
  readonly operation?: string;
  /** As the contract writes it: `/users/{userId}`; of what is passed through the prefix, with `/*`. */
  readonly route?: string;
  /** Who called, as `callerKey` says, hashed: 16 characters. */
  readonly caller?: string;
  /** Absent for what is no HTTP. */
  readonly method?: string;
  /**
   * The path of the URL, with `***` for sensitive parts; only where the option `path` asks for it. Below the prefix of a gateway's
   * mount, as `route` is.
   */
  readonly path?: string;
  /** Of the caller's answer; absent where it left before one came. */
  readonly status?: number;
  /** Of the problem that it was answered with. */
  readonly code?: string;
  /** Whose fault that was. */
  readonly fault?: Fault;
  /** Where it ended. */
  readonly stage?: Stage;
  /** `urn:uuid:...` of the problem. */
  readonly instance?: string;
  /** Its name in the options. */
  readonly upstream?: string;
  readonly attempts?: readonly LogAttempt[];
  /** From the end of its head to the end of its answer. */
  readonly ms?: number;
  /** How long each stage took. */
  readonly stages?: LogStages;
  /** Of the request and of its answer, heads included, as they were on the connection. */
  readonly bytes?: { readonly in: number; readonly out: number };
  readonly violations?: readonly LogViolation[];
  /** How many more there were than the line has room for. */
  readonly moreViolations?: number;
  /** Where the upstream's answer did not fit the contract and was passed on. */
  readonly answerViolations?: readonly LogViolation[];
  /** What it used that is deprecated: `query userName`. */
  readonly deprecated?: readonly string[];
  /** The caller left before the end of its answer. */
  readonly left?: true;
  /** For how many requests the line stands, where sampling left others out. */
  readonly weight?: number;
}

/** One attempt to get an answer from the upstream. */
export interface LogAttempt {
  /** The target's public name. */
  readonly target: string;
  readonly status?: number;
  /** How it failed: `connect`, `reset`, `timeout` or `invalid-response`. */
  readonly fault?: string;
  /** The error type of RFC 9209. */
  readonly cause?: string;
  readonly ms: number;
}

/** Milliseconds; a stage that was not reached is left out. */
export interface LogStages {
  /** Until the caller was let in. */
  readonly guard?: number;
  /** Until the body was there. */
  readonly read?: number;
  /** Decode, validate, map and encode. */
  readonly validate?: number;
  /** The upstream and the answer. */
  readonly forward?: number;
}

/** One fault, by name and rule, never by value. */
export interface LogViolation {
  readonly in: AnswerViolation['in'];
  /** In names of the contract; `*` for any other. */
  readonly name: string;
  /** The rule, such as `minimum`. */
  readonly code: string;
}
