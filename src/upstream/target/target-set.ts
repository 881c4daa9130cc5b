import { type Balance, createBalancer } from './balance.ts';
import type { Target } from './target.ts';

/** What is known of the request that a target is picked for. */
export interface PickCall {
  /** What the choice hangs on where the upstream balances by `hash`; without it the least busy target is picked. */
  readonly key?: string | undefined;
  /** Where it was sent already: such a target is picked again only where there is no other. */
  readonly tried?: readonly Target[] | undefined;
  /** Where it is of no use to send it, whatever else is left. */
  readonly unfit?: readonly Target[] | undefined;
}

/** The targets of an upstream, of which one is picked for each attempt. */
export interface TargetSet {
  readonly targets: readonly Target[];
  /** `undefined`: none of them may be used now. */
  pick(call: PickCall): Target | undefined;
  /** How long until one of them may be used again, as far as is known, in milliseconds; asked where `pick` gave none. */
  usableInMs(): number;
  /** Whether so few targets are left that what is known against the others is not heeded. */
  inPanic(): boolean;
}

/** How a target is picked. */
export interface TargetSetOptions {
  readonly balance: Balance;
  /** Where fewer than this part of the targets may be used, all of them are, but for those behind a breaker; 0: never. */
  readonly panicShare: number;
  /** As `performance.now()`. */
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** Makes the set of an upstream's targets; there is at least one. */
export function createTargetSet(targets: readonly Target[], options: TargetSetOptions): TargetSet {
  const { now, panicShare } = options;
  const balancer = createBalancer(options.balance, options.random);
  const [only] = targets;

  const allowed = (nowMs: number): readonly Target[] => targets.filter((target) => target.allows(nowMs));
  const isPanic = (usable: number): boolean => usable < panicShare * targets.length;
  const pick = ({ key, tried, unfit = [] }: PickCall): Target | undefined => {
    const nowMs = now();
    const usable = allowed(nowMs);
    const open = isPanic(usable.length) ? targets.filter((target) => target.allows(nowMs, true)) : usable;
    const all = unfit.length === 0 ? open : open.filter((target) => !unfit.includes(target));
    const untried = tried === undefined ? all : all.filter((target) => !tried.includes(target));
    const choice = untried.length > 0 ? untried : all;
    return choice.length > 1 ? balancer.choose(choice, nowMs, key) : choice[0];
  };
  // One target that nothing is held against costs nothing.
  const pickOnly = (call: PickCall): Target | undefined =>
    only?.gates.length === 0 && call.unfit === undefined ? only : pick(call);

  return {
    targets,
    pick: targets.length === 1 ? pickOnly : pick,
    usableInMs() {
      const nowMs = now();
      return Math.max(0, Math.min(...targets.map((target) => target.allowsAtMs(nowMs))) - nowMs);
    },
    inPanic: () => isPanic(allowed(now()).length),
  };
}
