import type { Balancer } from './balancer.ts';
import type { Target } from './target.ts';

/**
 * Takes turns, in proportion to the weights, with the turns of a heavy target spread among those of the others.
 *
 * Source: the smooth weighted round robin of nginx, commit 52327e0.
 */
export function roundRobin(): Balancer {
  const credits = new Map<Target, number>();
  return {
    choose(usable, nowMs) {
      let best: Target | undefined;
      let most = Number.NEGATIVE_INFINITY;
      let total = 0;
      for (const target of usable) {
        const weight = target.weightAt(nowMs);
        const credit = (credits.get(target) ?? 0) + weight;
        total += weight;
        credits.set(target, credit);
        if (credit > most) [best, most] = [target, credit];
      }
      if (best !== undefined) credits.set(best, most - total);
      return best;
    },
  };
}
