import type { ServerResponse } from 'node:http';
import type { Problem } from '../problem/problem.ts';
import type { Progress } from './failure.ts';
import type { ReplyCall } from './relay.ts';
import type { UpstreamTimeouts } from './timeouts.ts';

/** The request to the upstream, as the HTTP client has it. */
export interface Transport {
  /** How far it has come; whether the head of the answer is there is known without it. */
  progress(): Omit<Progress, 'headed'>;
  pause(): void;
  resume(): void;
  /** Ends it at once; harmless when it has ended. */
  abort(): void;
  /** Sends it again over a new connection, where it went over a used one and can be repeated; otherwise `false`. */
  retry(): boolean;
}

/** What a conversation is about, and who is told of its end. */
export interface ConversationPlan {
  /** Of the request to the upstream. */
  readonly method: string;
  readonly response: ServerResponse;
  readonly timeouts: UpstreamTimeouts;
  readonly pseudonym: string;
  /** The caller asked for the head alone, and `method` asks for all. @default false */
  readonly headOnly?: boolean;
  /** The way back of the answer, where one is declared. */
  readonly reply?: ReplyCall | undefined;
  /** Called at most once: it must answer, or where part of a streamed answer has gone out break the connection. */
  onProblem(problem: Problem): void;
  /** Called once, however it ends. */
  onEnd?(): void;
}

/** A head as the HTTP client gives it. */
export interface StartedAnswer {
  readonly status: number;
  readonly reason: string;
  /** Name, value, name, value, ... */
  readonly rawHeaders: readonly string[];
}
