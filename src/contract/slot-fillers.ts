import type { BodyDeclaration } from './body-declaration.ts';
import type { Parameter } from './contract.ts';
import { declaredIn, plansBelow } from './plan-parts.ts';
import { type SettledRule, settledRules } from './settled-rules.ts';
import type { ValuePlan } from './value-plan.ts';

/** The declared values of one message that may fill slots. */
export interface SlotValues {
  readonly parameters: readonly Pick<Parameter, 'required' | 'rule' | 'value'>[];
  readonly contents: readonly ValuePlan[];
}

/** The plans of the values that fill each slot, by its index; several where branches or media types share one. */
export function slotFillers({ parameters, contents }: SlotValues): ReadonlyMap<number, readonly ValuePlan[]> {
  const found = new Map<number, ValuePlan[]>();
  const note = ({ rule: { target }, value }: SettledRule): void => {
    const indexes =
      target.kind === 'slot' ? [target.index] : target.kind === 'spread' ? (target.slots?.values() ?? []) : [];
    for (const index of indexes) found.set(index, [...(found.get(index) ?? []), value]);
  };
  for (const parameter of parameters) settledRules(parameter).forEach(note);
  // The set grows while it is walked: plans that lead to each other are as deep as they are many.
  const plans = new Set([...parameters.map(({ value }) => value), ...contents]);
  for (const plan of plans) {
    declaredIn(plan).flatMap(settledRules).forEach(note);
    for (const below of plansBelow(plan)) plans.add(below);
  }
  return found;
}

/** Whether a slot is filled in every valid request: by what is required all the way down, or completed by a default. */
export function isAlwaysFilled(
  index: number,
  { parameters, body }: { parameters: SlotValues['parameters']; body: BodyDeclaration | undefined },
): boolean {
  const byParameter = parameters.some(
    (parameter) =>
      (parameter.required && fills(parameter, { index, open: [] })) ||
      (parameter.rule.fallback !== undefined && isIn(parameter, index)),
  );
  if (byParameter) return true;
  const contents = body?.required === true ? body.content : [];
  return contents.length > 0 && contents.every(({ plan }) => fillsWithin(plan, { index, open: [] }));
}

interface Search {
  readonly index: number;
  readonly open: readonly ValuePlan[];
}

const isIn = (member: SettledRule, index: number): boolean =>
  settledRules(member).every(({ rule: { target } }) => target.kind === 'slot' && target.index === index);

function fills(member: SettledRule, search: Search): boolean {
  return settledRules(member).every((way) => {
    const { target } = way.rule;
    if (target.kind === 'slot' && target.index === search.index) return true;
    return target.kind !== 'drop' && fillsWithin(way.value, search);
  });
}

/** Whether the value fills the slot by one of its parts, whichever branch holds. */
function fillsWithin(plan: ValuePlan, { index, open }: Search): boolean {
  if (open.includes(plan)) return false;
  const search = { index, open: [...open, plan] };
  if (plan.choice !== undefined) return plan.choice.options.every(({ value }) => fillsWithin(value, search));
  return [...plan.members.values()].some(
    (member) =>
      (plan.place.required.has(member.name) && fills(member, search)) ||
      (member.rule.fallback !== undefined && isIn(member, index)),
  );
}
