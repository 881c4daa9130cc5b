import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Trust } from '../http/forwarded.ts';
import type { RequestId } from '../http/request-id.ts';
import type { Outgoing } from '../pipeline/request.ts';
import type { Problem } from '../problem/problem.ts';
import type { HearAttempt } from './attempt/attempt-policy.ts';
import type { OperationAttempts } from './attempt/operation-policy.ts';
import type { ReplyCall } from './relay.ts';
import type { StreamedContent } from './streamed-content.ts';
import type { UpstreamTimeouts } from './timeouts.ts';

/** A request that is to be sent, and the caller's own. */
export interface ForwardCall {
  readonly outgoing: Outgoing;
  /** What is sent as its body, where that is `streamed`. */
  readonly content?: StreamedContent | undefined;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Of the operation; win over the upstream's. */
  readonly timeouts?: Readonly<Partial<UpstreamTimeouts>>;
  /** What the operation declares of its attempts. */
  readonly attempts?: OperationAttempts | undefined;
  /** When the request came, as `performance.now()` gives it, where its caller may say how long it waits. @default now */
  readonly cameMs?: number | undefined;
  /** What the choice of a target hangs on, where the upstream balances by `hash`. */
  readonly key?: string | undefined;
  /** Whom to believe in `X-Forwarded-*`; Express's `app.get('trust proxy fn')`. */
  readonly trust: Trust;
  /** The name of the request, put on the answer that is passed on. */
  readonly requestId?: RequestId | undefined;
  /** The contract itself writes that field, so that the upstream gets what it says. */
  readonly writesRequestId?: boolean;
  /** The request fields that decide about the answer, for `Vary`. @default none */
  readonly vary?: readonly string[];
  /** The way back of the answer; without it the answer is streamed untouched. */
  readonly reply?: ReplyCall | undefined;
  /** Told of every attempt that has ended. */
  readonly onAttempt?: HearAttempt | undefined;
  /** Called at most once, when nothing was sent to the caller yet; it must answer. */
  onProblem(problem: Problem): void;
}
