import { createProblem, type Problem } from '../../problem/problem.ts';
import { resetSeconds, type Spent } from './limit-fields.ts';
import type { StoreAway } from './limit-store.ts';

/**
 * The problem of a limit that is spent. The key that was counted is not told.
 *
 * Source: RFC 6585, section 4; `violated-policies` is that of draft-ietf-httpapi-ratelimit-headers-10, section 6.
 */
export function rateLimited({ limit, taken }: Spent, operation: string): Problem {
  const seconds = resetSeconds(taken);
  const spends = limit.cost === 1 ? '' : `, of which this request costs ${limit.cost},`;
  return createProblem('rate-limited', {
    operation,
    detail: `The limit \`${limit.name}\` of ${limit.quota} in ${limit.windowMs / 1000} s${spends} is spent; it is whole again in ${seconds} s`,
    members: { 'violated-policies': [limit.name] },
    headers: { 'Retry-After': String(seconds) },
  });
}

/** The problem where nobody can count, and the options refuse requests then. */
export function limitsAway({ retryMs, cause }: StoreAway, operation: string): Problem {
  return createProblem('guard-unavailable', {
    operation,
    detail: 'The rate limits of this operation cannot be counted now. Nothing was sent to the service behind.',
    headers: { 'Retry-After': String(Math.max(1, Math.ceil(retryMs / 1000))) },
    cause,
  });
}
