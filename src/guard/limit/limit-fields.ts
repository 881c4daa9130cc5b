import type { RateLimit } from '../../contract/rate-limit.ts';
import type { Taken } from './limit-store.ts';

/** A limit, and what became of spending it. */
export interface Spent {
  readonly limit: RateLimit;
  readonly taken: Taken;
}

/** Whole seconds until a window ends; never 0, which would ask for a repeat at once. */
export const resetSeconds = ({ resetMs }: Taken): number => Math.max(1, Math.ceil(resetMs / 1000));

/**
 * The value of `RateLimit-Policy`: `"burst";q=10;w=1, "daily";q=1000;w=86400`.
 *
 * Source: draft-ietf-httpapi-ratelimit-headers-10, section 3; names are structured strings (RFC 9651, section 3.3.3),
 * which the contract format keeps free of what had to be escaped.
 */
export function policyField(limits: readonly RateLimit[]): string {
  return limits.map(({ name, quota, windowMs }) => `"${name}";q=${quota};w=${windowMs / 1000}`).join(', ');
}

/** The value of `RateLimit`: `"burst";r=9;t=1`. Source: the same draft, section 4. */
export function limitField(spent: readonly Spent[]): string {
  return spent
    .map(({ limit, taken }) => `"${limit.name}";r=${Math.max(0, taken.remaining)};t=${resetSeconds(taken)}`)
    .join(', ');
}

/**
 * The older fields, of the limit that is nearest to its end: `RateLimit-Limit`, `-Remaining` and `-Reset`.
 *
 * Source: draft-ietf-httpapi-ratelimit-headers-06.
 */
export function olderFields(spent: readonly Spent[]): [name: string, value: string][] {
  const [first, ...others] = spent;
  if (first === undefined) return [];
  const share = ({ limit, taken }: Spent): number => (taken.isAllowed ? taken.remaining / limit.quota : -1);
  const nearest = others.reduce((least, one) => (share(one) < share(least) ? one : least), first);
  return [
    ['RateLimit-Limit', String(nearest.limit.quota)],
    ['RateLimit-Remaining', String(Math.max(0, nearest.taken.remaining))],
    ['RateLimit-Reset', String(resetSeconds(nearest.taken))],
  ];
}
