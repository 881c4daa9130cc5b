import type { ServerResponse } from 'node:http';
import type { RequestId } from '../http/request-id.ts';
import type { Problem } from '../problem/problem.ts';
import type { Limits } from './deadlines.ts';
import type { Progress } from './failure.ts';
import type { ReplyCall } from './relay.ts';
import type { FailedAttempt } from './target.ts';

/** The request to the upstream, as the HTTP client has it. */
export interface Transport {
  /** How far it has come; whether the head of the answer is there is known without it. */
  progress(): Omit<Progress, 'headed'>;
  pause(): void;
  resume(): void;
  /** Ends it at once; harmless when it has ended. */
  abort(): void;
  /**
   * Told of every failure. Sends the request once more, where nothing of an answer was there and that can do no harm; `false`
   * where the request has failed.
   */
  again(failed: FailedAttempt): boolean;
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
  /** The caller asked for the head alone, and `method` asks for all. @default false */
  readonly headOnly?: boolean;
  /** The way back of the answer, where one is declared. */
  readonly reply?: ReplyCall | undefined;
  readonly asker: Asker;
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
