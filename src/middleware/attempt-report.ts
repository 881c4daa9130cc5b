import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { HearAttempt } from '../upstream/attempt/attempt-policy.ts';
import type { TargetChange } from '../upstream/target/target-change.ts';
import { callApp } from './app-function.ts';
import type { Call } from './call.ts';

/** Makes what hears of the attempts of one request; without an operation for one that is passed through. */
export type AttemptReport = (call: Call, operation: string | undefined) => HearAttempt;

/** Makes what tells the app of attempts; `undefined` where it does not listen, so that nothing is made for requests. */
export function createAttemptReport({ onAttempt }: ResolvedOptions): AttemptReport | undefined {
  if (onAttempt === undefined) return undefined;
  return ({ req, requestId: { value: requestId } }, operation) => {
    const occurrence = { requestId, req, ...(operation !== undefined && { operation }) };
    return (attempt) => void callApp('onAttempt', () => onAttempt(attempt, occurrence));
  };
}

/** Makes what tells the app of changes of the targets. */
export function createStateReport({ onUpstreamState }: ResolvedOptions): ((change: TargetChange) => void) | undefined {
  return onUpstreamState && ((change) => void callApp('onUpstreamState', () => onUpstreamState(change)));
}
