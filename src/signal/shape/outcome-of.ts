import type { CallRecord } from '../call-record.ts';
import type { UpstreamFailure } from './insight.ts';

/** What the upstream made of a request: `undefined` where nothing is known of that. */
export type UpstreamOutcome = { readonly failure: UpstreamFailure | undefined } | undefined;

/**
 * What the last attempt came to.
 *
 * A request that was never sent says nothing of its shape: refused, without a connection, held back by a breaker or our own limits.
 * Neither does one whose caller left before there was an answer.
 */
export function outcomeOf({ attempts, outgoing, problem, status, hasLeft }: CallRecord): UpstreamOutcome {
  const last = attempts.at(-1);
  if (last === undefined) return answeredElsewhere({ outgoing, problem, status, hasLeft });
  if (last.status !== undefined) return { failure: last.status >= 500 ? '5xx' : undefined };
  return last.fault === undefined || last.fault === 'connect' ? undefined : { failure: last.fault };
}

/** Another handler of the app sent it, which tells of no attempts. */
function answeredElsewhere(record: Pick<CallRecord, 'outgoing' | 'problem' | 'status' | 'hasLeft'>): UpstreamOutcome {
  const { outgoing, problem, status, hasLeft } = record;
  if (outgoing === undefined || problem !== undefined || status === undefined || hasLeft) return undefined;
  return { failure: status >= 500 ? '5xx' : undefined };
}
