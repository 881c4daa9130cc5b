import type { AttemptPolicy } from './attempt/attempt-policy.ts';
import type { DeadlineHeader } from './attempt/caller-deadline.ts';
import type { ConversationPlan } from './conversation-plan.ts';
import type { StreamedContent } from './streamed-content.ts';
import type { TargetSet } from './target/target-set.ts';

/** One outgoing request and where its answer goes. */
export interface ExchangePlan extends ConversationPlan {
  /** Path and query, without what the target puts before them. */
  readonly path: string;
  /** Name, value, name, value, ... */
  readonly headers: string[];
  readonly body: Uint8Array | string | null;
  /** What is sent in place of `body`, where that is a stream: once, whatever becomes of it. */
  readonly content: StreamedContent | undefined;
  readonly targets: TargetSet;
  /** What the choice of a target hangs on, where the upstream balances by it. */
  readonly key?: string | undefined;
  readonly policy: AttemptPolicy;
  /** Arriving twice does no harm. */
  readonly repeatable: boolean;
  /** The field that tells the upstream how long is left. */
  readonly deadlineHeader?: DeadlineHeader | undefined;
}
