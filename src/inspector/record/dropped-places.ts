import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import type { ValuePlan } from '../../contract/value-plan.ts';
import { textLocations } from '../../http/location.ts';
import type { TypedValues } from '../../pipeline/request.ts';
import type { PlaceView } from '../protocol-request.ts';

/** More of one request are not told. */
const most = 100;

/** The caller's values that the contract takes and does not send. Of items in lists nothing is told. */
export function droppedPlaces(
  { parameters }: Operation,
  values: TypedValues,
  content: BodyContent | undefined,
): PlaceView[] {
  const found: PlaceView[] = [];
  for (const location of textLocations) {
    for (const { name, rule } of parameters[location].parameters) {
      if (rule.target.kind === 'drop' && values[location][name] !== undefined)
        found.push({ in: location, name, pointer: '' });
    }
  }
  if (content !== undefined && values.body !== undefined)
    droppedBelow(content.plan, values.body, { pointer: '', found });
  return found;
}

function droppedBelow(
  plan: ValuePlan,
  value: JsonValue,
  { pointer, found }: { readonly pointer: string; readonly found: PlaceView[] },
): void {
  if (!isObject(value) || found.length >= most) return;
  for (const { name, rule, value: below } of plan.members.values()) {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    if (member === undefined) continue;
    const at = pointerTo(pointer, name);
    if (rule.target.kind === 'drop') found.push({ in: 'body', name: '', pointer: at });
    else droppedBelow(below, member, { pointer: at, found });
  }
}
