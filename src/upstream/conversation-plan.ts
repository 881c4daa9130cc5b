import type { ServerResponse } from 'node:http';
import type { RequestId } from '../http/request-id.ts';
import type { Problem } from '../problem/problem.ts';
import type { ProblemAttempt } from '../problem/problem-attempt.ts';
import type { HearAttempt } from './attempt/attempt-policy.ts';
import type { Limits } from './deadlines.ts';
import type { Progress } from './failure.ts';
import type { Outward } from './outward-head.ts';
import type { ReplyCall } from './relay.ts';
import type { UpstreamTimeouts } from './timeouts.ts';

/** One attempt to get the request answered, as the HTTP client has it. */
export interface Transport {
  /** Sends the request, at once or after the wait that it was made with. */
  begin(): void;
  /** How far it has come; whether the head of the answer is there is known without it. */
  progress(): Omit<Progress, 'headed'>;
  pause(): void;
  resume(): void;
  /** Ends it at once; harmless when it has ended. */
  abort(): void;
  /**
   * Told of every failure. Gives the next attempt, where nothing of an answer is with the caller and that can do no harm;
   * `undefined` where the request has failed. What it still reports itself is no news then.
   */
  again(failed: FailedAttempt): Transport | undefined;
  /** Told of every head that could be passed on. Gives the attempt that is made in its place, as above. */
  instead(answer: StartedAnswer, leftMs: number): Transport | undefined;
  /** What comes is passed on as it comes, for however long. */
  streams(): void;
  /** The answer came, and what is wrong with its content is told in its place. */
  refused(problem: Problem): void;
  /** What failed so far. */
  attempts(): readonly ProblemAttempt[];
}

/** What is known of an attempt that failed. */
export interface FailedAttempt {
  readonly error: unknown;
  readonly progress: Progress;
  /** Part of its answer is with the caller, or may be: nothing else can be answered any more. */
  readonly isFinal: boolean;
  /** How many attempts there were, this one included. */
  readonly count: number;
  /** Until the total limit, in milliseconds. */
  readonly leftMs: number;
  readonly timeouts: UpstreamTimeouts;
}

/** Who is told what the caller gets in place of an answer. */
export interface Asker {
  /** Called at most once: it must answer, or where part of a streamed answer has gone out break the connection. */
  onProblem(problem: Problem): void;
}

/** What a conversation is about, and who is told of its end. */
export interface ConversationPlan {
  /** Of the request to the upstream. */
  readonly method: string;
  readonly response: ServerResponse;
  readonly limits: Limits;
  readonly pseudonym: string;
  /** Put on the answer that is passed on. */
  readonly requestId?: RequestId | undefined;
  /** What the answer must not say of the upstream, and must say of the request. */
  readonly outward: Outward;
  /** The caller asked for the head alone, and `method` asks for all. @default false */
  readonly headOnly?: boolean;
  /** The way back of the answer, where one is declared. */
  readonly reply?: ReplyCall | undefined;
  readonly asker: Asker;
  /** When the request came, as `performance.now()` gives it, where it has waited since. */
  readonly cameMs?: number | undefined;
  /** When the caller gives up, as `performance.now()` gives it, where it has said so. */
  readonly callerEndMs?: number | undefined;
  /** Told of every attempt that has ended; for logs and metrics. */
  readonly onAttempt?: HearAttempt | undefined;
  /** Called once, however it ends. */
  readonly onEnd?: (() => void) | undefined;
}

/** A head as the HTTP client gives it. */
export interface StartedAnswer {
  readonly status: number;
  readonly reason: string;
  /** Name, value, name, value, ... */
  readonly rawHeaders: readonly string[];
}
