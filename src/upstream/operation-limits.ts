import { createLimits, type Limits } from './deadlines.ts';
import type { UpstreamTimeouts } from './timeouts.ts';

/** The limits of an operation, given its own; `undefined` where it has none. */
export type LimitsOf = (timeouts: Readonly<Partial<UpstreamTimeouts>> | undefined) => Limits;

/** Makes the limits of each operation once; most have none of their own, and share the upstream's. */
export function limitsByOperation(upstream: UpstreamTimeouts): LimitsOf {
  const shared = createLimits(upstream);
  const own = new WeakMap<object, Limits>();
  return (timeouts) => {
    if (timeouts === undefined) return shared;
    const known = own.get(timeouts);
    if (known !== undefined) return known;
    const isOwn = Object.keys(timeouts).length > 0;
    const limits = isOwn ? createLimits(effectiveTimeouts(upstream, timeouts)) : shared;
    own.set(timeouts, limits);
    return limits;
  };
}

function effectiveTimeouts(
  upstream: UpstreamTimeouts,
  operation: Readonly<Partial<UpstreamTimeouts>>,
): UpstreamTimeouts {
  const { connectMs = 0 } = operation;
  const shorter = connectMs > 0 && (upstream.connectMs === 0 || connectMs < upstream.connectMs);
  return { ...upstream, ...operation, connectMs: shorter ? connectMs : upstream.connectMs };
}
