import type { Operation } from '../contract/contract.ts';
import { invalidRequest } from '../problem/invalid-request.ts';
import type { Violation } from '../problem/violation.ts';
import { asWritten } from './ageing/as-written.ts';
import type { ApiLimits } from './compiled-operation.ts';
import type { Decoded } from './decode/decode.ts';
import { orderViolations } from './explain/order-faults.ts';
import type { ReadContent } from './read-content.ts';
import type { Outcome, Outgoing } from './request.ts';
import { withoutFollowers } from './without-followers.ts';

/** A request that is refused, with all that was found. */
export interface Refused {
  readonly decoded: Decoded;
  readonly reading: Extract<ReadContent, { ok: true }>;
  readonly violations: readonly Violation[];
  readonly unsendable: readonly Violation[];
}

/** One answer that lists the violations of every stage. */
export function refusal(
  { operation, limits }: { readonly operation: Operation; readonly limits: ApiLimits },
  { decoded, reading: { content, settled }, violations, unsendable }: Refused,
): Outcome<Outgoing> {
  const others = withoutFollowers(unsendable, violations);
  const ordered = orderViolations([...violations, ...others], { operation, content });
  const all = asWritten(ordered, { aliases: decoded.ageing.aliases, body: settled?.older });
  if (all.length === 0) throw new Error('a value of the upstream path is absent, though nothing refused it');
  return {
    ok: false,
    problem: invalidRequest({ operation: operation.name, violations: all, limit: limits.violations, cut: decoded.cut }),
  };
}
