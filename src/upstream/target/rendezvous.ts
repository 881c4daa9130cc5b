import type { Balancer } from './balancer.ts';
import type { Target } from './target.ts';

/**
 * Chooses by the key: the same target for the same key, in every process. Where a target comes or goes, only the keys
 * that it gets or had move. Without a key the other way of choosing is taken.
 *
 * Source: D. Thaler, C. Ravishankar, A Name-Based Mapping Scheme for Rendezvous (1996), with logarithmic weights.
 */
export function rendezvous(otherwise: Balancer): Balancer {
  const seeds = new WeakMap<Target, number>();
  const seedOf = (target: Target): number => {
    const known = seeds.get(target) ?? textHash(target.identity);
    seeds.set(target, known);
    return known;
  };
  return {
    choose(usable, nowMs, key) {
      if (key === undefined) return otherwise.choose(usable, nowMs, key);
      const hash = textHash(key);
      let best: Target | undefined;
      let most = Number.NEGATIVE_INFINITY;
      for (const target of usable) {
        // Between 0 and 1, neither of them reached.
        const part = (mixed(hash ^ seedOf(target)) + 0.5) / 2 ** 32;
        const score = -target.weightAt(nowMs) / Math.log(part);
        if (score > most) [best, most] = [target, score];
      }
      return best;
    },
  };
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mixed(hash);
}

/** The end of MurmurHash3: each bit of the input changes half of those of the output. Out: 0 to 2^32 - 1. */
function mixed(hash: number): number {
  let bits = hash;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
