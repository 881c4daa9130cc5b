import type { MemberPlan, ValuePlan } from './value-plan.ts';

/** What a plan names: members of an object, in schema order, and positions of a list. */
export const declaredIn = ({ members, prefix }: ValuePlan): MemberPlan[] => [...members.values(), ...prefix];

/** The plans of what has no name of its own: items of a list, and members that no name is declared for. */
export const namelessIn = ({ items, additional, patterns }: ValuePlan): ValuePlan[] =>
  [items, additional, ...patterns.map(({ value }) => value)].filter((plan) => plan !== undefined);

/** The plans that stand directly below a plan, those of its options among them. */
export function plansBelow(plan: ValuePlan): ValuePlan[] {
  const named = [...declaredIn(plan), ...(plan.choice?.options ?? [])].map(({ value }) => value);
  return [...named, ...namelessIn(plan)];
}
