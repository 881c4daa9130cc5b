import { CodecRefusal } from '../../codec/codec.ts';
import { createBareObject } from '../../codec/bare-object.ts';
import { ExactNumber } from '../../codec/exact-number.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { putAt } from '../../codec/value-path.ts';
import type { MemberPlan, ValuePlan } from '../../contract/value-plan.ts';
import type { Violation } from '../../problem/violation.ts';
import { unsendableViolation } from '../../problem/member-violation.ts';
import { compileAppliesTo } from '../explain/applying.ts';
import { isUndecoded } from '../undecoded.ts';
import { collisionViolation } from './collision.ts';
import { type MapRun, placeOf, refuse } from './map-run.ts';
import { fillSlot, spreadMembers } from './place-spread.ts';

/** Turns one value into the upstream's; `undefined` when a codec refused it, which is then among the violations. */
export function mapValue(plan: ValuePlan, value: JsonValue, run: MapRun): JsonValue | undefined {
  if (plan.identity && run.unknown !== 'drop') return value;
  const mapped = mapContent(plan, value, run);
  if (plan.codec === undefined || mapped === undefined) return mapped;
  const encoded = plan.codec.encode(mapped);
  if (!(encoded instanceof CodecRefusal)) return encoded;
  refuse(run, () => refused(plan, value, { reason: encoded.reason, run }));
  return undefined;
}

function mapContent(plan: ValuePlan, value: JsonValue, run: MapRun): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
  if (Array.isArray(value)) return plan.items === undefined ? value : mapList(plan.items, value, run);
  const target = mapObject(plan, value, { target: createBareObject(), run });
  return plan.leavesNothing && isEmpty(target) ? undefined : target;
}

function mapList(plan: ValuePlan, items: readonly JsonValue[], run: MapRun): JsonValue[] {
  const mapped: JsonValue[] = [];
  for (const [index, item] of items.entries()) {
    run.path.push(index);
    const result = mapValue(plan, item, run);
    run.path.pop();
    if (result !== undefined) mapped.push(result);
  }
  return mapped;
}

/** Maps the members of an object into `target`, declared ones first and in schema order. */
export function mapObject(
  plan: ValuePlan,
  object: JsonObject,
  { target, run }: { target: JsonObject; run: MapRun },
): JsonObject {
  let declared = 0;
  const isDropped = run.unknown === 'drop' ? unappliedMembers(plan, object, run) : undefined;
  for (const member of plan.members.values()) {
    const value = Object.hasOwn(object, member.name) ? object[member.name] : undefined;
    if (value !== undefined) declared++;
    if (value !== undefined && isDropped?.(member.name)) continue;
    run.path.push(member.name);
    placeMember(member, value === undefined ? member.rule.fallback : value, { target, run });
    run.path.pop();
  }
  const names = Object.keys(object);
  if (names.length === declared) return target;
  for (const name of names) if (!plan.members.has(name)) placeOther(plan, name, { object, target, run });
  return target;
}

/** The members that only a branch names which the object does not fit; they count as unknown. */
function unappliedMembers(
  { place }: ValuePlan,
  object: JsonObject,
  { judge }: MapRun,
): ((name: string) => boolean) | undefined {
  const appliesTo = place.openness === 'closed' ? compileAppliesTo(place) : undefined;
  if (appliesTo === undefined) return undefined;
  return (name) => !appliesTo(name, object, judge);
}

/** Sends one declared value where its rule says. */
export function placeMember(
  member: MemberPlan,
  value: JsonValue | undefined,
  { target, run }: { target: JsonObject; run: MapRun },
): void {
  const { target: landing } = member.rule;
  if (value === undefined || isUndecoded(value) || landing.kind === 'drop') return;
  const mapped = mapValue(member.value, value, run);
  if (mapped === undefined) return;
  if (landing.kind === 'slot') {
    fillSlot(landing, mapped, run);
    return;
  }
  if (landing.kind === 'spread') {
    spreadMembers(landing, mapped, { target, run });
    return;
  }
  if (landing.fromRoot) run.root ??= createBareObject();
  const base = landing.fromRoot ? (run.root ?? target) : target;
  if (!putAt(base, landing.path, mapped)) refuse(run, () => collisionViolation(run));
}

/** A member that `additionalProperties` describes, or that nobody declares. */
function placeOther(
  plan: ValuePlan,
  name: string,
  { object, target, run }: { object: JsonObject; target: JsonObject; run: MapRun },
): void {
  const value = object[name];
  if (value === undefined) return;
  const additional = matchesPattern(plan, name) ? undefined : plan.additional;
  const undeclared = plan.place.openness === 'closed' && !matchesPattern(plan, name);
  if (undeclared && run.unknown === 'drop') return;
  run.path.push(name);
  const mapped = additional === undefined ? value : mapValue(additional, value, run);
  if (mapped !== undefined) {
    if (Object.hasOwn(target, name)) refuse(run, () => collisionViolation(run));
    else target[name] = mapped;
  }
  run.path.pop();
}

/** Whether an object has no member. */
export function isEmpty(object: JsonObject): boolean {
  for (const _ in object) return false;
  return true;
}

function matchesPattern(plan: ValuePlan, name: string): boolean {
  return plan.place.patterns.some((pattern) => pattern.matches(name));
}

function refused(plan: ValuePlan, value: JsonValue, { reason, run }: { reason: string; run: MapRun }): Violation {
  const { place } = plan;
  return unsendableViolation({ ...placeOf(run), reason, value, sensitive: place.sensitive, hint: place.hint });
}
