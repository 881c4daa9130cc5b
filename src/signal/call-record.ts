import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeprecatedUse } from '../pipeline/ageing/deprecated-use.ts';
import type { CompiledOperation } from '../pipeline/pipeline.ts';
import type { Incoming, Outgoing, PlacedValues, TypedValues } from '../pipeline/request.ts';
import type { Problem } from '../problem/problem.ts';
import type { AnswerViolation } from '../reply/answer-violation.ts';
import type { EndedAttempt } from '../upstream/attempt/attempt-policy.ts';
import type { UnreadRequest } from './unread-request.ts';

/**
 * One request from its arrival to the end of its answer, as the signals hear of it.
 *
 * It holds the caller's values and the upstream's, secrets among them: what is told onwards is chosen by each signal. Nothing of
 * it may be changed, and it is not to be kept longer than the listener runs, for it holds the connection.
 */
export interface CallRecord {
  readonly requestId: string;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** `undefined` where no operation was found, or the request is passed through. */
  readonly operation: CompiledOperation | undefined;
  /** The prefix of a request that is passed through. */
  readonly passedBelow: string | undefined;
  /** The upstream's name in the options; `undefined` where no operation was found and nothing passes it through. */
  readonly upstream: string | undefined;
  /** When it came, in milliseconds since 1970. */
  readonly cameMs: number;
  readonly marks: CallMarks;
  /** What the stages began with; `undefined` where the request was refused before, or is passed through. */
  readonly incoming: Incoming | undefined;
  /** The caller's values after `decode`, before they were judged; `undefined` where that was not reached, or nobody wants them. */
  readonly values: TypedValues | undefined;
  /** The values in the upstream's terms, after `map`; `undefined` where that was not reached, or nobody wants them. */
  readonly placed: PlacedValues | undefined;
  /** `undefined` where the request was refused, or is passed through. */
  readonly outgoing: Outgoing | undefined;
  /** The status of the caller's answer; `undefined` where it left before there was one. */
  readonly status: number | undefined;
  /** What the caller was answered with in place of an upstream's answer. */
  readonly problem: Problem | undefined;
  /** `urn:uuid:...` of the problem. */
  readonly instance: string | undefined;
  /** In the order in which they ended. */
  readonly attempts: readonly EndedAttempt[];
  /** Where the upstream's answer does not fit the contract and was passed on. */
  readonly answerViolations: readonly AnswerViolation[];
  /** What is deprecated and was used. */
  readonly used: ReadonlySet<DeprecatedUse>;
  /** Whether the caller left before the end of its answer. */
  readonly hasLeft: boolean;
}

/** When stages of one request ended, as `performance.now()` gives it; `undefined` for one that was not reached. */
export interface CallMarks {
  /** The request's head was there. */
  readonly came: number;
  /** The guard let it in; absent where the operation asks nothing of callers, too. */
  readonly admitted: number | undefined;
  /** Its body was there, and the app's context. */
  readonly read: number | undefined;
  /** The stages from `decode` to `encode` were over, whatever they gave. */
  readonly ran: number | undefined;
  /** The answer's last byte was handed to the connection, or the caller was gone. */
  readonly ended: number | undefined;
}

/** Hears of requests. What it throws is printed as a process warning and changes nothing. */
export interface CallListener {
  /**
   * Asked before the stages run whether the record is to hold `values` and `placed` of this request. They cost: the stages that are
   * looked at take a slower way.
   * @default false
   */
  wantsValues?(record: CallRecord): boolean;
  /** An operation was found for it, or it is passed through, or refused for want of both. */
  came?(record: CallRecord): void;
  /** Asked before the request goes to its upstream: fields that it is to have, in place of others of their names. */
  fields?(record: CallRecord): readonly (readonly [name: string, value: string])[];
  /** An attempt has ended. */
  attempted?(record: CallRecord, attempt: EndedAttempt): void;
  /** Told once for each that came. */
  ended(record: CallRecord): void;
  /** Told of what a server was sent that never became a request. */
  unread?(request: UnreadRequest): void;
}
