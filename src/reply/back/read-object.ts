import { createBareObject } from '../../codec/bare-object.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonArray, JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { BackRun, ReadBack } from './back-run.ts';
import { type TakenNames, withoutTaken } from './taken-names.ts';

/** A member of the caller's, ready to be read. */
export interface MemberReader {
  readonly name: string;
  find(object: JsonObject, run: BackRun): JsonValue | undefined;
  readonly read: ReadBack;
  /** Parts of the value come from elsewhere, so that it may be there although nothing stands in its own place. */
  readonly isGathered: boolean;
}

/** What an object of the upstream's leaves when all declared members were read from it. */
export interface Rest {
  readonly taken: TakenNames;
  /** The caller's names belong to the mapping. */
  readonly declared: ReadonlySet<string>;
  readonly additional: ReadBack | undefined;
  matchesPattern(name: string): boolean;
}

/** How an object of the upstream's is read: its declared members, and what becomes of the others. */
export interface ObjectReader {
  readonly readers: readonly MemberReader[];
  readonly rest: Rest;
}

/** Reads an object: the declared members first and in schema order, then what nobody declares. */
export function readObject({ readers, rest }: ObjectReader, object: JsonObject, run: BackRun): JsonObject {
  const target = createBareObject();
  for (const reader of readers) readMember(reader, { object, target, run });
  for (const name of Object.keys(object)) passRest(name, rest, { object, target, run });
  return target;
}

/** Reads a list item by item. */
export function readItems(read: ReadBack, items: JsonArray, run: BackRun): JsonArray {
  return items.map((item, index) => {
    run.path.push(index);
    const value = read(item, run);
    run.path.pop();
    return value;
  });
}

/** An object under way: what the upstream has, and what the caller gets. */
interface Passage {
  readonly object: JsonObject;
  readonly target: JsonObject;
  readonly run: BackRun;
}

const nothing: JsonObject = Object.freeze({});

function readMember({ name, find, read, isGathered }: MemberReader, { object, target, run }: Passage): void {
  const found = find(object, run);
  if (found === undefined && !isGathered) return;
  run.path.push(name);
  const value = read(found === undefined ? nothing : found, run);
  run.path.pop();
  if (found !== undefined || !isObject(value) || Object.keys(value).length > 0) target[name] = value;
}

/** Passes on what no member was read from; a name that the caller's side declares is never taken by it. */
function passRest(name: string, rest: Rest, { object, target, run }: Passage): void {
  const value = object[name];
  const taken = rest.taken.get(name);
  if (value === undefined || taken?.whole === true || rest.declared.has(name)) return;
  const left = taken === undefined ? value : withoutTaken(value, taken.below);
  if (left === undefined) return;
  if (rest.additional === undefined || rest.matchesPattern(name)) {
    target[name] = left;
    return;
  }
  run.path.push(name);
  target[name] = rest.additional(left, run);
  run.path.pop();
}
