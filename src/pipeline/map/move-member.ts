import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { MemberPlan } from '../../contract/value-plan.ts';
import { isUndecoded } from '../undecoded.ts';
import type { MapRun } from './map-run.ts';

/**
 * Moves a member that goes on as it is, under one name in the object around it: most members do.
 *
 * Out: false where the member is of another kind, or its place is taken; nothing was done then.
 */
export function isMoved(
  { rule, value: plan }: MemberPlan,
  value: JsonValue,
  { target, run }: { target: JsonObject; run: MapRun },
): boolean {
  const landing = rule.target;
  if (!plan.identity || plan.choice !== undefined || run.unknown === 'drop') return false;
  if (landing.kind !== 'member' || landing.fromRoot || landing.path.length !== 1 || isUndecoded(value)) return false;
  const [name] = landing.path;
  if (typeof name !== 'string' || Object.hasOwn(target, name)) return false;
  target[name] = value;
  return true;
}
