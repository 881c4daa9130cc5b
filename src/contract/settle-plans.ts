import { emptyList, emptyMap } from './empty.ts';
import type { Place } from './place.ts';
import { declaredIn, namelessIn, plansBelow } from './plan-parts.ts';
import { type SettledRule, settledRules, staysInList } from './settled-rules.ts';
import type { Rule, ValuePlan } from './value-plan.ts';

/** A plan that is still written to. */
export type DraftPlan = { -readonly [Member in keyof ValuePlan]: ValuePlan[Member] };

/** A plan that changes nothing yet. */
export function emptyPlan(place: Place): DraftPlan {
  return {
    place,
    identity: true,
    codec: undefined,
    members: emptyMap(),
    prefix: emptyList,
    items: undefined,
    additional: undefined,
    patterns: emptyList,
    choice: undefined,
    leavesNothing: false,
  };
}

/**
 * Settles what a plan knows of the plans below it; they may have cycles, so each fact spreads until nothing changes.
 *
 * In:  all plans of a contract's root, with `identity` true and `leavesNothing` false.
 * Out: the same plans: `identity` is false where something here or below changes a value, `leavesNothing` is true
 *      where all members move out.
 */
export function settlePlans(plans: readonly DraftPlan[]): void {
  spread(plans, (plan) => {
    if (!plan.identity || changesNothing(plan)) return false;
    plan.identity = false;
    return true;
  });
  spread(plans, (plan) => {
    if (plan.leavesNothing || !movesAll(plan)) return false;
    plan.leavesNothing = true;
    return true;
  });
}

function spread(plans: readonly DraftPlan[], settle: (plan: DraftPlan) => boolean): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const plan of plans) if (settle(plan)) changed = true;
  }
}

/** Whether a plan, taken its parts as settled, passes every value on as it is. */
function changesNothing(plan: ValuePlan): boolean {
  if (plan.codec !== undefined || plansBelow(plan).some(({ identity }) => !identity)) return false;
  const members = [...plan.members.values()];
  return (
    members.every(({ rule }) => rule.fallback === undefined) &&
    members.every((member) => settledRules(member).every(({ rule }) => keepsName(rule, member.name))) &&
    plan.prefix.every((position) => settledRules(position).every(({ rule }) => staysInList(rule)))
  );
}

const keepsName = ({ target }: Rule, name: string): boolean =>
  target.kind === 'member' && !target.fromRoot && target.path.length === 1 && target.path[0] === name;

/** Whether an object's members, or a list's positions, all move out of it. What is dropped moves nothing and alone does not count. */
function movesAll(plan: ValuePlan): boolean {
  if (plan.codec !== undefined || namelessIn(plan).length > 0) return false;
  const all = declaredIn(plan).flatMap(settledRules);
  return all.some(movesOut) && all.every((member) => member.rule.target.kind === 'drop' || movesOut(member));
}

function movesOut({ rule: { target }, value }: SettledRule): boolean {
  if (target.kind === 'slot') return true;
  if (target.kind === 'spread') return target.slots !== undefined || value.leavesNothing;
  return target.kind === 'member' && (target.fromRoot || value.leavesNothing);
}

/** Whether a value at or below a plan lands at the root of the body, wherever it stands itself. */
export function landsAtRoot(root: ValuePlan): boolean {
  const seen = new Set<ValuePlan>();
  const visit = (plan: ValuePlan): boolean => {
    if (seen.has(plan)) return false;
    seen.add(plan);
    const rules = declaredIn(plan).flatMap(settledRules);
    return (
      rules.some(({ rule: { target } }) => target.kind === 'member' && target.fromRoot) || plansBelow(plan).some(visit)
    );
  };
  return visit(root);
}
