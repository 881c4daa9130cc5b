import { declaredIn } from '../../contract/plan-parts.ts';
import { type SettledRule, settledRules } from '../../contract/settled-rules.ts';
import type { ValuePlan } from '../../contract/value-plan.ts';
import type { Path } from './taken-names.ts';

/** The paths from the content's root that members anywhere below it are read from. Lists and maps hold none. */
export function pathsFromRoot(root: ValuePlan): Path[] {
  return membersBelow(root).flatMap(({ rule: { target } }) =>
    target.kind === 'member' && target.fromRoot ? [target.path] : [],
  );
}

/** Whether parts of an object's value are read from outside of it: from the content's root, or from a header field. */
export function readsElsewhere(plan: ValuePlan): boolean {
  if (plan.codec !== undefined) return false;
  return membersBelow(plan).some(
    ({ rule: { target } }) =>
      target.kind === 'slot' ||
      (target.kind === 'spread' && target.slots !== undefined) ||
      (target.kind === 'member' && target.fromRoot),
  );
}

/** Every path from the content's root that a member is read from, as far as the schema is no recursion. */
export function pathsInContent(root: ValuePlan): Path[] {
  const visit = (plan: ValuePlan, base: Path, open: readonly ValuePlan[]): Path[] => {
    if (plan.codec !== undefined || open.includes(plan)) return [];
    return rulesIn(plan).flatMap((member) => {
      const { target } = member.rule;
      const { value } = member;
      if (target.kind === 'spread') {
        return value.codec === undefined
          ? visit(value, base, [...open, plan])
          : ownPaths(member).map((path) => [...base, ...path]);
      }
      if (target.kind !== 'member') return [];
      const path = target.fromRoot ? target.path : [...base, ...target.path];
      return [path, ...visit(value, path, [...open, plan])];
    });
  };
  return visit(root, [], []);
}

/** The paths below an object that one of its members is read from; several where it is spread over the object. */
export function ownPaths(member: SettledRule): Path[] {
  return settledRules(member).flatMap(settledPaths);
}

function settledPaths({ rule: { target }, value }: SettledRule): Path[] {
  if (target.kind === 'member') return target.fromRoot ? [] : [target.path];
  if (target.kind !== 'spread' || target.slots !== undefined) return [];
  if (value.codec !== undefined) return (value.codec.makes ?? []).map((name) => [name]);
  return rulesIn(value).flatMap(settledPaths);
}

function membersBelow(root: ValuePlan): SettledRule[] {
  const seen = new Set<ValuePlan>();
  const visit = (plan: ValuePlan): SettledRule[] => {
    if (seen.has(plan)) return [];
    seen.add(plan);
    // Of what the upstream does not have nothing below is read either.
    const read = rulesIn(plan).filter(({ rule }) => rule.target.kind !== 'drop');
    return read.flatMap((member) => [member, ...visit(member.value)]);
  };
  return visit(root);
}

/** The ways of all members and positions of a plan, under whatever choice. */
function rulesIn(plan: ValuePlan): SettledRule[] {
  if (plan.choice !== undefined) return plan.choice.options.flatMap(({ value }) => rulesIn(value));
  return declaredIn(plan).flatMap(settledRules);
}
