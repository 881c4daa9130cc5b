import { createBareObject } from '../../codec/bare-object.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { putAt } from '../../codec/value-path.ts';
import type { Target } from '../../contract/value-plan.ts';
import { unsendableViolation } from '../../problem/member-violation.ts';
import { collisionViolation } from './collision.ts';
import { noteIndex } from './list-holes.ts';
import { type MapRun, placeOf, refuse } from './map-run.ts';

/** Puts a value into its slot, or, where several are gathered there, at its place in the slot's object. */
export function fillSlot({ index, member }: Extract<Target, { kind: 'slot' }>, value: JsonValue, run: MapRun): void {
  if (member === undefined) {
    run.slots[index] = value;
    return;
  }
  const gathered = run.slots[index];
  const object = isObject(gathered) ? gathered : createBareObject();
  run.slots[index] = object;
  if (!putAt(object, member, value)) refuse(run, () => collisionViolation(run));
  else noteIndex(run, object, member);
}

/** Lets the members of a value land beside it, or in the slots of their names. */
export function spreadMembers(
  { slots }: Extract<Target, { kind: 'spread' }>,
  value: JsonValue,
  { target, run }: { target: JsonObject; run: MapRun },
): void {
  if (!isObject(value)) {
    const reason = 'the upstream has no place for it as a whole, only for its members';
    refuse(run, () => unsendableViolation({ ...placeOf(run), reason, value, sensitive: true, hint: undefined }));
    return;
  }
  for (const name of Object.keys(value)) {
    const member = value[name];
    if (member === undefined) continue;
    const index = slots?.get(name);
    if (index !== undefined) run.slots[index] = member;
    else if (slots !== undefined || !putAt(target, [name], member)) refuse(run, () => collisionViolation(run));
  }
}
