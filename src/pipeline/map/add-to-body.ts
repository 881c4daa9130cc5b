import { createBareObject } from '../../codec/bare-object.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { putAt, replaceAt, type ValuePath, valueAt } from '../../codec/value-path.ts';
import type { Operation } from '../../contract/contract.ts';
import type { BodyAddition } from '../../contract/upstream-route.ts';
import { createViolation, type Violation } from '../../problem/violation.ts';
import { callerPlace } from '../encode/body-violation.ts';
import { type AddValue, compileAddedValue } from './added-value.ts';

/** A value that the contract adds to the outgoing body, ready to be made. */
export interface CompiledAddition extends Pick<BodyAddition, 'path' | 'each'> {
  readonly add: AddValue;
}

/** Compiles the values that an operation adds to its outgoing body. */
export function compileBodyAdditions(operation: Operation): CompiledAddition[] {
  return operation.upstream.bodyAdditions.map(({ path, each, value }) => {
    return { path, each, add: compileAddedValue(operation, value) };
  });
}

/**
 * Adds a value to an object, which is written to; what stands below it is copied first.
 *
 * A list or map that is absent or null has no items to add to. Out: false where the place is taken, or where a value
 * stands that has no items, or an item that is no object: an addition is never left out in silence.
 */
export function addValue(root: JsonObject, { path, each }: CompiledAddition, value: JsonValue): boolean {
  const [first, ...rest] = each;
  if (first === undefined) return putAt(root, path, value);
  const holder = valueAt(root, path);
  if (holder === undefined || holder === null) return true;
  const items = withEach(holder, [first, ...rest], value);
  const [name, ...below] = path;
  if (items === undefined || typeof name !== 'string') return false;
  root[name] = replaceAt(root[name] ?? null, below, items);
  return true;
}

function withEach(
  holder: JsonValue,
  [path = [], ...each]: readonly ValuePath[],
  value: JsonValue,
): JsonValue | undefined {
  const addition = { path, each, add: () => value };
  const added = (item: JsonValue): JsonValue | undefined => {
    if (!isObject(item)) return undefined;
    const copy = Object.assign(createBareObject(), item);
    return addValue(copy, addition, value) ? copy : undefined;
  };
  if (Array.isArray(holder)) {
    const items = holder.map(added).filter((item) => item !== undefined);
    return items.length === holder.length ? items : undefined;
  }
  if (!isObject(holder)) return undefined;
  const map = createBareObject();
  for (const [name, item] of Object.entries(holder)) {
    const result = added(item);
    if (result === undefined) return undefined;
    map[name] = result;
  }
  return map;
}

/** The violation of a request whose own values stand where the contract adds one; it names the caller's value. */
export function additionViolation({ path }: CompiledAddition, origin: Parameters<typeof callerPlace>[1]): Violation {
  return createViolation({
    ...callerPlace(path, origin),
    code: 'collision',
    predicate: 'cannot be sent on: it leaves no place for a value that the upstream gets beside it',
  });
}
