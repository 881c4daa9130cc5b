import type { MemberPlan, ValuePlan } from '../../contract/contract.ts';
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
    ({ rule: { target } }) => target.kind === 'slot' || (target.kind === 'member' && target.fromRoot),
  );
}

function membersBelow(root: ValuePlan): MemberPlan[] {
  const seen = new Set<ValuePlan>();
  const visit = (plan: ValuePlan): MemberPlan[] => {
    if (seen.has(plan)) return [];
    seen.add(plan);
    // Of what the upstream does not have nothing below is read either.
    const read = [...plan.members.values()].filter(({ rule }) => rule.target.kind !== 'drop');
    return read.flatMap((member) => [member, ...visit(member.value)]);
  };
  return visit(root);
}
