import { type SettledRule, settledRules, staysInList, takenBy } from '../../contract/settled-rules.ts';
import type { MemberPlan, ValuePlan } from '../../contract/value-plan.ts';

/** Whether nothing but a codec changes the value: its members and items stay as and where they are. */
export function keepsContent(plan: ValuePlan): boolean {
  const { members, prefix, items, additional, patterns } = plan;
  const below = [items, additional, ...patterns.map(({ value }) => value)].filter((part) => part !== undefined);
  return (
    below.every(({ identity }) => identity) &&
    [...members.values()].every(keepsMember) &&
    prefix.every((position) => position.value.identity && settledRules(position).every(({ rule }) => staysInList(rule)))
  );
}

function keepsMember({ name, rule, value }: MemberPlan): boolean {
  const { target, fallback } = rule;
  if (!value.identity || fallback !== undefined || target.kind !== 'member' || target.fromRoot) return false;
  return target.path.length === 1 && target.path[0] === name;
}

/** Whether a member's own members land beside it, under names that it may not list. */
export const isSpread = (member: MemberPlan): boolean =>
  settledRules(member).some(({ rule }) => rule.target.kind === 'spread');

/** The ways of a parameter: branches about all parameters of its location decide first. */
export function waysOf({ rule, value }: SettledRule): SettledRule[] {
  const { choice } = value;
  if (choice === undefined) return [{ rule, value }];
  return choice.options.flatMap((option) =>
    waysOf(choice.about === 'group' ? { rule: option.rule, value: option.value } : takenBy(rule, option)),
  );
}
