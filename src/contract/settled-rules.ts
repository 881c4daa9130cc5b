import type { BranchOption, Rule, ValuePlan } from './value-plan.ts';

/** Where a value goes, and how it is turned, under one set of decisions between branches. */
export interface SettledRule {
  readonly rule: Rule;
  readonly value: ValuePlan;
}

/** The ways of a declared value: one, or one for each option of the choices that its plan begins with. */
export function settledRules({ rule, value }: SettledRule): SettledRule[] {
  if (value.choice === undefined) return [{ rule, value }];
  return value.choice.options.flatMap((option) => settledRules(takenBy(rule, option)));
}

/** The way of a value once an option is taken: the option says where it goes, unless its holder says so. */
export const takenBy = (rule: Rule, option: BranchOption): SettledRule => ({
  rule: rule.target.kind === 'chosen' ? option.rule : rule,
  value: option.value,
});

/** Whether a position of a list stays in it. */
export const staysInList = ({ target }: Rule): boolean =>
  target.kind === 'member' && !target.fromRoot && target.path.length === 1 && typeof target.path[0] === 'number';
