import { type ValuePath, valueAt } from '../../codec/value-path.ts';
import { isWriteOnly } from '../../contract/schema-keywords.ts';
import { type SettledRule, settledRules, staysInList } from '../../contract/settled-rules.ts';
import type { ValuePlan } from '../../contract/value-plan.ts';
import { ownPaths } from './outside.ts';
import type { MemberSource } from './read-object.ts';
import { gatherAt } from './read-spread.ts';

/** Finds a member's value in the upstream's object, or elsewhere; `undefined` where no answer has it, or may show it. */
export function finderOf({ rule, value }: SettledRule): MemberSource['find'] | undefined {
  const { target } = rule;
  if (target.kind === 'drop' || target.kind === 'chosen' || isWriteOnly(value.place)) return undefined;
  if (target.kind === 'slot') return inHeader(target.index, target.member);
  if (target.kind === 'spread') return gatherAt(ownPaths({ rule, value }), target.slots);
  const { path, fromRoot } = target;
  if (fromRoot) return (_object, run) => valueAt(run.root, path);
  const [only, ...further] = path;
  if (further.length > 0 || only === undefined) return (object) => valueAt(object, path);
  return (object) => (Object.hasOwn(object, only) ? object[only] : undefined);
}

/** Reads a header field, or one member of the object that it holds. */
function inHeader(index: number, member: ValuePath | undefined): MemberSource['find'] {
  if (member === undefined) return (_object, run) => run.header(index);
  return (_object, run) => {
    const whole = run.header(index);
    return whole === undefined ? undefined : valueAt(whole, member);
  };
}

/** Whether positions of a list have names of their own, so that the upstream has an object in its place. */
export function becomesObject({ prefix }: ValuePlan): boolean {
  return prefix
    .flatMap(settledRules)
    .some(({ rule }) => rule.target.kind === 'member' && !rule.target.fromRoot && !staysInList(rule));
}
