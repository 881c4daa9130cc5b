import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { AuthoredDocument } from '../../contract/authored-document.ts';
import { childOf, pointerTo } from '../../contract/json-pointer.ts';

/** A value of a document, and where it stands. */
export interface Spot<Value extends JsonValue = JsonValue> {
  readonly document: AuthoredDocument;
  readonly pointer: string;
  readonly value: Value;
}

/** What stands some names below; `undefined` where one of them is not there. */
export function below(spot: Spot, ...names: readonly string[]): Spot | undefined {
  let { value, pointer } = spot;
  for (const name of names) {
    const child = childOf(value, name);
    if (child === undefined) return undefined;
    value = child;
    pointer = pointerTo(pointer, name);
  }
  return { document: spot.document, pointer, value };
}

/** The members of an object or the items of a list, with their names or indexes; none of anything else. */
export function entriesOf(spot: Spot | undefined): [name: string, member: Spot][] {
  if (spot === undefined || typeof spot.value !== 'object' || spot.value === null) return [];
  const { document, pointer } = spot;
  return Object.entries(spot.value).map(([name, value]) => [
    name,
    { document, pointer: pointerTo(pointer, name), value },
  ]);
}

/** Whether an object stands there. */
export const isObjectSpot = (spot: Spot): spot is Spot<JsonObject> => isObject(spot.value);

/** The text of a member; `undefined` where there is none. */
export function textOf(spot: Spot, name: string): string | undefined {
  const value = childOf(spot.value, name);
  return typeof value === 'string' ? value : undefined;
}

/** Whether a member is `true`. */
export const isTrue = (spot: Spot, name: string): boolean => childOf(spot.value, name) === true;
