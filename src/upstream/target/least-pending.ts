import type { Balancer } from './balancer.ts';
import type { Target } from './target.ts';

/** In a larger pool two targets are looked at, not all. */
const mostLookedAt = 8;

/**
 * Chooses the target with the fewest attempts under way for its weight; among equals by lot, weighted. In a large pool two
 * are drawn by lot and the less busy one is taken: nearly as even, and no herd runs to the same idle target.
 *
 * Source: M. Mitzenmacher, The Power of Two Choices in Randomized Load Balancing (2001).
 */
export function leastPending(random: () => number): Balancer {
  return {
    choose(usable, nowMs) {
      if (usable.length <= mostLookedAt) return leastBusy(usable, nowMs, random);
      const first = drawn(usable, nowMs, random);
      const others = usable.filter((target) => target !== first);
      const second = drawn(others, nowMs, random);
      if (first === undefined || second === undefined) return first;
      // Among equals the first stays: a second lot between them would favour the heavy ones twice.
      return loadOf(second, nowMs) < loadOf(first, nowMs) ? second : first;
    },
  };
}

const loadOf = (target: Target, nowMs: number): number => target.pending / target.weightAt(nowMs);

function leastBusy(usable: readonly Target[], nowMs: number, random: () => number): Target | undefined {
  let least = Number.POSITIVE_INFINITY;
  let equals: Target[] = [];
  for (const target of usable) {
    const load = loadOf(target, nowMs);
    if (load > least) continue;
    if (load < least) equals = [];
    least = load;
    equals.push(target);
  }
  return equals.length === 1 ? equals[0] : drawn(equals, nowMs, random);
}

/** One by lot, in proportion to the weights. */
function drawn(targets: readonly Target[], nowMs: number, random: () => number): Target | undefined {
  const total = targets.reduce((sum, target) => sum + target.weightAt(nowMs), 0);
  let rest = random() * total;
  for (const target of targets) {
    rest -= target.weightAt(nowMs);
    if (rest < 0) return target;
  }
  return targets.at(-1);
}
