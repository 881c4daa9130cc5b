import { CodecRefusal } from '../../codec/codec.ts';
import { createBareObject } from '../../codec/bare-object.ts';
import { ExactNumber } from '../../codec/exact-number.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { putAt } from '../../codec/value-path.ts';
import { staysInList } from '../../contract/settled-rules.ts';
import type { MemberPlan, ValuePlan } from '../../contract/value-plan.ts';
import { createViolation, type Violation } from '../../problem/violation.ts';
import { unsendableViolation } from '../../problem/member-violation.ts';
import { compileAppliesTo } from '../explain/applying.ts';
import { isUndecoded } from '../undecoded.ts';
import { collisionViolation } from './collision.ts';
import { checkHoles, noteIndex } from './list-holes.ts';
import { type MapRun, nowhere, placeOf, refuse } from './map-run.ts';
import { isMoved } from './move-member.ts';
import { pickOption, settleChoice } from './pick-option.ts';
import { fillSlot, spreadMembers } from './place-spread.ts';

/** Turns one value into the upstream's; `undefined` when a codec refused it, which is then among the violations. */
export function mapValue(plan: ValuePlan, value: JsonValue, run: MapRun): JsonValue | undefined {
  if (plan.identity && run.unknown !== 'drop') return value;
  if (plan.choice !== undefined) {
    const option = pickOption(plan.choice, value, run.judge);
    return option === undefined ? undefined : mapValue(option.value, value, run);
  }
  const mapped = mapContent(plan, value, run);
  if (plan.codec === undefined || mapped === undefined) return mapped;
  const encoded = plan.codec.encode(mapped);
  if (!(encoded instanceof CodecRefusal)) return encoded;
  refuse(run, () => refused(plan, value, { reason: encoded.reason, run }));
  return undefined;
}

function mapContent(plan: ValuePlan, value: JsonValue, run: MapRun): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
  if (Array.isArray(value)) {
    return plan.items === undefined && plan.prefix.length === 0 ? value : mapList(plan, value, run);
  }
  const known = run.indexed.length;
  const target = mapObject(plan, value, { target: createBareObject(), run });
  // What lands in the body's root is looked at when all of it is there.
  if (run.indexed.length > known && !checkHoles(run, target)) return undefined;
  return plan.leavesNothing && isEmpty(target) ? undefined : target;
}

/** Positions with names of their own make an object of the list; those that go elsewhere leave it. */
function mapList(plan: ValuePlan, items: readonly JsonValue[], run: MapRun): JsonValue | undefined {
  const mapped: JsonValue[] = [];
  if (plan.prefix.length === 0 && plan.items !== undefined) {
    mapItems(plan.items, items, { mapped, run });
    return mapped;
  }
  const target = createBareObject();
  for (const [index, item] of items.entries()) {
    const position = plan.prefix[index];
    run.path.push(index);
    if (position === undefined) keepItem(mapped, plan.items === undefined ? item : mapValue(plan.items, item, run));
    else placePosition(position, item, { plan, mapped, target, run });
    run.path.pop();
  }
  if (!isEmpty(target)) return target;
  return plan.leavesNothing && plan.prefix.length > 0 && mapped.length === 0 ? undefined : mapped;
}

function mapItems(
  plan: ValuePlan,
  items: readonly JsonValue[],
  { mapped, run }: { mapped: JsonValue[]; run: MapRun },
): void {
  let index = 0;
  for (const item of items) {
    run.path.push(index);
    keepItem(mapped, mapValue(plan, item, run));
    run.path.pop();
    index += 1;
  }
}

function placePosition(
  position: MemberPlan,
  item: JsonValue,
  { plan, mapped, target, run }: { plan: ValuePlan; mapped: JsonValue[]; target: JsonObject; run: MapRun },
): void {
  const settled = settleChoice(position, item, run.judge);
  if (settled === undefined) return;
  // An item whose members are elsewhere holds its position all the same, or those behind it would move.
  const emptied = settled.value.leavesNothing && !plan.leavesNothing ? createBareObject() : undefined;
  if (staysInList(settled.rule)) {
    const kept = mapValue(settled.value, item, run);
    // Null is a value like any other.
    keepItem(mapped, kept === undefined ? emptied : kept);
  } else placeMember({ name: position.name, ...settled }, item, { target, run });
}

function keepItem(mapped: JsonValue[], item: JsonValue | undefined): void {
  if (item !== undefined) mapped.push(item);
}

/** Maps the members of an object into `target`, declared ones first and in schema order. */
export function mapObject(plan: ValuePlan, object: JsonObject, at: { target: JsonObject; run: MapRun }): JsonObject {
  const { target, run } = at;
  let declared = 0;
  const isDropped = run.unknown === 'drop' ? unappliedMembers(plan, object, run) : undefined;
  for (const member of plan.members.values()) {
    const value = Object.hasOwn(object, member.name) ? object[member.name] : undefined;
    if (value !== undefined) declared++;
    if (value !== undefined && isDropped?.(member.name)) continue;
    if (value !== undefined && isMoved(member, value, at)) continue;
    run.path.push(member.name);
    placeMember(member, value === undefined ? member.rule.fallback : value, at);
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
  if (value === undefined || isUndecoded(value)) return;
  const settled = settleChoice(member, value, run.judge);
  const landing = settled?.rule.target;
  if (settled === undefined || landing === undefined || landing.kind === 'drop' || landing.kind === 'chosen') return;
  if (landing.kind === 'spread' && settled.value.codec === undefined && isObject(value)) {
    // Over parameters, what nobody declares has no name to go under.
    mapObject(settled.value, value, { target: landing.slots === undefined ? target : nowhere, run });
    return;
  }
  const mapped = mapValue(settled.value, value, run);
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
  else if (landing.path.length > 1) noteIndex(run, base, landing.path);
}

/** A member that a pattern or `additionalProperties` describes, or that nobody declares. */
function placeOther(
  plan: ValuePlan,
  name: string,
  { object, target, run }: { object: JsonObject; target: JsonObject; run: MapRun },
): void {
  const value = object[name];
  if (value === undefined) return;
  const matches = plan.place.patterns.some((pattern) => pattern.matches(name));
  if (!matches && plan.place.openness === 'closed' && run.unknown === 'drop') return;
  const patterned = plan.patterns.find((pattern) => pattern.matches(name))?.value;
  const described = matches ? patterned : plan.additional;
  run.path.push(name);
  const mapped = described === undefined ? value : mapValue(described, value, run);
  if (mapped !== undefined) {
    if (target === nowhere) refuse(run, () => createViolation({ ...placeOf(run), ...noPlace }));
    else if (Object.hasOwn(target, name)) refuse(run, () => collisionViolation(run));
    else target[name] = mapped;
  }
  run.path.pop();
}

const noPlace = { code: 'unsendable', predicate: 'cannot be sent on: the upstream has no place for it' } as const;

/** Whether an object has no member. */
export function isEmpty(object: JsonObject): boolean {
  for (const _ in object) return false;
  return true;
}

function refused(plan: ValuePlan, value: JsonValue, { reason, run }: { reason: string; run: MapRun }): Violation {
  const { place } = plan;
  return unsendableViolation({ ...placeOf(run), reason, value, sensitive: place.sensitive, hint: place.hint });
}
