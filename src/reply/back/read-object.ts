import { createBareObject } from '../../codec/bare-object.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { BackRun, ReadBack } from './back-run.ts';
import { type TakenNames, withoutTaken } from './taken-names.ts';

/** A member of the caller's, ready to be read from the upstream's object. */
export interface MemberReader {
  readonly name: string;
  /** Whether there is anything to read. */
  isThere(object: JsonObject, run: BackRun): boolean;
  /** The caller's value; `undefined` where there is none. */
  read(object: JsonObject, run: BackRun): JsonValue | undefined;
}

/** Where a member's value stands, and how it is read. */
export interface MemberSource {
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
  /** How a member that no name declares is read; `undefined` where it is passed on as it is. */
  described(name: string): ReadBack | undefined;
}

/** How an object of the upstream's is read: its declared members, and what becomes of the others. */
export interface ObjectReader {
  readonly readers: readonly MemberReader[];
  readonly rest: Rest;
}

/** Reads an object: the declared members first and in schema order, then what nobody declares. */
export function readObject({ readers, rest }: ObjectReader, object: JsonObject, run: BackRun): JsonObject {
  const target = createBareObject();
  for (const { name, read } of readers) {
    const value = read(object, run);
    if (value !== undefined) target[name] = value;
  }
  for (const name of Object.keys(object)) passRest(name, rest, { object, target, run });
  return target;
}

/** An object under way: what the upstream has, and what the caller gets. */
interface Passage {
  readonly object: JsonObject;
  readonly target: JsonObject;
  readonly run: BackRun;
}

/** Stands for a value of which the upstream has only parts, elsewhere. */
export const nothing: JsonObject = Object.freeze({});

/** The reader of a member that stands in one place. */
export function memberReader(name: string, { find, read, isGathered }: MemberSource): MemberReader {
  return {
    name,
    isThere: (object, run) => isGathered || find(object, run) !== undefined,
    read(object, run) {
      const found = find(object, run);
      if (found === undefined && !isGathered) return undefined;
      run.path.push(name);
      const value = read(found === undefined ? nothing : found, run);
      run.path.pop();
      return found === undefined && isEmpty(value) ? undefined : value;
    },
  };
}

function isEmpty(value: JsonValue): boolean {
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

/** Passes on what no member was read from; a name that the caller's side declares is never taken by it. */
function passRest(name: string, rest: Rest, { object, target, run }: Passage): void {
  const value = object[name];
  const taken = rest.taken.get(name);
  if (value === undefined || taken?.whole === true || rest.declared.has(name)) return;
  const left = taken === undefined ? value : withoutTaken(value, taken.below);
  if (left === undefined) return;
  const read = rest.described(name);
  if (read === undefined) {
    target[name] = left;
    return;
  }
  run.path.push(name);
  target[name] = read(left, run);
  run.path.pop();
}
