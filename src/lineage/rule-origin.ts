import { pointerTo } from '../contract/json-pointer.ts';
import type { Place } from '../contract/place.ts';
import type { SchemaOrigin } from '../contract/schema-node.ts';

/** Where the `x-upstream` of a place is written; where there is none, where the place is declared. */
export function ruleOrigin(place: Place): RuleOrigin | undefined {
  const carrier = place.certain.find(({ keywords }) => keywords['x-upstream'] !== undefined);
  if (carrier !== undefined) {
    const { file, pointer } = carrier.origin;
    return { file, pointer: pointerTo(pointer, 'x-upstream'), maps: true };
  }
  const [entry] = place.entries;
  return entry === undefined ? undefined : { ...entry.origin, maps: false };
}

/** A place in a contract that says something of a value. */
export interface RuleOrigin extends SchemaOrigin {
  /** It is an `x-upstream`; else a declaration that lets the value stay as it is. */
  readonly maps: boolean;
}
