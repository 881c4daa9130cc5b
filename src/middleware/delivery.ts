import type { CompiledOperation } from '../pipeline/pipeline.ts';
import type { Outgoing } from '../pipeline/request.ts';
import type { StreamedContent } from '../upstream/streamed-content.ts';
import type { Call } from './call.ts';
import type { Observation } from './observation.ts';

/** A request that fits its contract, ready to be sent. */
export interface Accepted {
  readonly operation: CompiledOperation;
  readonly outgoing: Outgoing;
  /** What is sent as its body, where that is streamed. */
  readonly content?: StreamedContent | undefined;
  /** When it came, as `performance.now()` gives it, where its caller may say how long it waits. */
  readonly cameMs?: number | undefined;
  /** What the stages made, where the delivery asks for it. */
  readonly observed: Observation | undefined;
}

/** What becomes of an accepted request: it is forwarded, or the handlers that follow see it. */
export interface Delivery {
  /** Whether what the stages make is to be remembered. */
  readonly observes: boolean;
  /** Whether it takes contents that are sent as they come; otherwise the caller's stream is left to those that follow. */
  readonly streams: boolean;
  deliver(call: Call, accepted: Accepted): void;
}
