import type { Target } from './target.ts';

/** What is known of the request that a target is picked for. */
export interface PickCall {
  /** What the choice hangs on where the upstream balances by `hash`; without it the least busy target is picked. */
  readonly key?: string | undefined;
  /** Where it was sent already: such a target is picked again only where there is no other. */
  readonly tried?: readonly Target[] | undefined;
}

/** The targets of an upstream, of which one is picked for each attempt. */
export interface TargetSet {
  readonly targets: readonly Target[];
  /** `undefined`: none of them may be used now. */
  pick(call: PickCall): Target | undefined;
  /** How long until one of them may be used again, as far as is known, in milliseconds; asked where `pick` gave none. */
  usableInMs(): number;
}

/** A set of one. */
export function onlyTarget(target: Target): TargetSet {
  return {
    targets: [target],
    pick: () => (target.gates.every((gate) => gate.allows(performance.now())) ? target : undefined),
    usableInMs: () => {
      const nowMs = performance.now();
      return Math.max(0, ...target.gates.map((gate) => (gate.allows(nowMs) ? 0 : gate.allowsAtMs(nowMs) - nowMs)));
    },
  };
}
