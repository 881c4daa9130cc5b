import type { MemberPlan, Target } from '../../contract/value-plan.ts';
import { formatValuePath } from '../../codec/value-path.ts';
import type { Slot } from '../../contract/upstream-route.ts';
import type { Location } from '../../http/location.ts';

interface Surroundings {
  readonly location: Location;
  readonly slots: readonly Slot[];
}

/**
 * What becomes of a declared value that is sent, a text for each rule.
 *
 * Out: `dropped`; `named since_ts`; `moved to header X-Debug`; `codec unix-seconds`. None where it is sent as it is.
 */
export function ruleTexts(declared: Pick<MemberPlan, 'name' | 'rule' | 'value'>, around: Surroundings): string[] {
  const { name, rule, value } = declared;
  if (rule.target.kind === 'drop') return ['dropped'];
  const landing = landingText(name, rule.target, around);
  const codec = value.codec === undefined ? [] : [`codec ${value.codec.name}`];
  return landing === undefined ? codec : [landing, ...codec];
}

function landingText(name: string, target: Target, { location, slots }: Surroundings): string | undefined {
  if (target.kind === 'drop') return undefined;
  if (target.kind === 'slot') {
    const slot = slots[target.index];
    if (slot === undefined || (slot.in === location && slot.name === name)) return undefined;
    return slot.in === location ? `named ${slot.name}` : `moved to ${slot.in} ${slot.name}`;
  }
  if (target.kind === 'spread') return 'spread';
  if (target.kind === 'chosen') return undefined;
  const { path, fromRoot } = target;
  const pointer = `/${formatValuePath(path)}`;
  if (location !== 'body' || fromRoot) return `moved to body ${pointer}`;
  if (path.length > 1) return `moved to ${pointer.slice(1)}`;
  // An item of a list has no name of its own.
  return path[0] === name || path[0] === undefined ? undefined : `named ${path[0]}`;
}
