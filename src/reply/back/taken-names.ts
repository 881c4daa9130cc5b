import { createBareObject } from '../../codec/bare-object.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonArray, JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { PathStep, ValuePath } from '../../codec/value-path.ts';

/** The way from an object of the upstream's to a value in it. */
export type Path = ValuePath;

/** What becomes of one name of an upstream's object. */
export interface Taken {
  /** A member of the caller's is read from it, so that it is not passed on under its own name. */
  readonly whole: boolean;
  /** Names below it that members of the caller's are read from. */
  readonly below: TakenNames;
}

/** What becomes of the names of one object, or of the positions of one list. */
export type TakenNames = ReadonlyMap<PathStep, Taken>;

/** The names that paths take, level by level. */
export function takenNames(paths: readonly Path[]): TakenNames {
  const firsts = new Set(paths.flatMap(([first]) => (first === undefined ? [] : [first])));
  return new Map(
    [...firsts].map((name) => {
      const whole = paths.some((path) => path.length === 1 && path[0] === name);
      return [name, { whole, below: takenNames(pathsBelow(paths, [name])) }];
    }),
  );
}

/** The rest of the paths that go on below one: `a/b/c` and `a/x` below `a` are `b/c` and `x`. */
export function pathsBelow(paths: readonly Path[], above: Path): Path[] {
  return paths
    .filter((path) => path.length > above.length && above.every((name, index) => path[index] === name))
    .map((path) => path.slice(above.length));
}

/**
 * A value without the names that were taken from it.
 *
 * Out: `undefined` for an object of which nothing is left; the value itself is never changed.
 */
export function withoutTaken(value: JsonValue, taken: TakenNames): JsonValue | undefined {
  if (taken.size > 0 && Array.isArray(value)) return itemsLeft(value, taken);
  if (!isObject(value) || taken.size === 0) return value;
  const names = Object.keys(value);
  const rest = createBareObject();
  for (const name of names) {
    const left = leftOf(value, name, taken.get(name));
    if (left !== undefined) rest[name] = left;
  }
  return names.length > 0 && Object.keys(rest).length === 0 ? undefined : rest;
}

/** What is left of a list of which items were read one by one: items that were read whole leave no gap. */
function itemsLeft(items: JsonArray, taken: TakenNames): JsonArray | undefined {
  const rest = items.flatMap((item, index) => {
    const read = taken.get(index);
    if (read === undefined) return [item];
    return read.whole ? [] : (withoutTaken(item, read.below) ?? []);
  });
  return items.length > 0 && rest.length === 0 ? undefined : rest;
}

function leftOf(object: JsonObject, name: string, taken: Taken | undefined): JsonValue | undefined {
  const value = object[name];
  if (taken === undefined || value === undefined) return value;
  return taken.whole ? undefined : withoutTaken(value, taken.below);
}
