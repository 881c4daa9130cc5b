import type { MemberPlan, ValuePlan } from './value-plan.ts';

/** A plan that is still written to. */
export type DraftPlan = { -readonly [Member in keyof ValuePlan]: ValuePlan[Member] };

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
  if (plan.codec !== undefined) return false;
  if (plan.items !== undefined && !plan.items.identity) return false;
  if (plan.additional !== undefined && !plan.additional.identity) return false;
  for (const { name, rule, value } of plan.members.values()) {
    const { target, fallback } = rule;
    const stays = target.kind === 'member' && !target.fromRoot && target.path.length === 1 && target.path[0] === name;
    if (!stays || fallback !== undefined || !value.identity) return false;
  }
  return true;
}

/** Whether an object's members all move out of it. Members that are dropped move nothing, so they alone do not count. */
function movesAll({ codec, members, additional }: ValuePlan): boolean {
  if (codec !== undefined || additional !== undefined) return false;
  const all = [...members.values()];
  return all.some(movesOut) && all.every((member) => member.rule.target.kind === 'drop' || movesOut(member));
}

function movesOut({ rule: { target }, value }: MemberPlan): boolean {
  if (target.kind === 'slot') return true;
  if (target.kind === 'spread') return target.slots !== undefined || value.leavesNothing;
  return target.kind === 'member' && (target.fromRoot || value.leavesNothing);
}
