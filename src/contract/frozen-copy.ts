import { ExactNumber } from '../codec/exact-number.ts';
import type { JsonArray, JsonObject, JsonValue } from '../codec/json-value.ts';
import type { Fault } from './finding.ts';
import { pointerTo } from './json-pointer.ts';

/** What in a value cannot stand in a contract, and where. */
export interface ValueFault extends Fault {
  readonly pointer: string;
}

interface Copying {
  readonly faults: ValueFault[];
  /** The containers around the current value, which it must not be again. */
  readonly around: Set<object>;
  readonly maxDepth: number;
}

/**
 * Copies a value that should be JSON, and freezes the copy deeply. The original is never written to.
 *
 * In:  what `JSON.parse` made, or an object of the app. Members that are `undefined` are left out, as in JSON.
 * Out: the copy, and what in it is no JSON: functions, dates, `NaN`, circles, `__proto__` as a name, too deep nesting.
 */
export function frozenCopy(
  value: unknown,
  maxDepth: number,
): { readonly value: JsonValue; readonly faults: readonly ValueFault[] } {
  const copying: Copying = { faults: [], around: new Set(), maxDepth };
  return { value: copy(value, '', copying), faults: copying.faults };
}

function copy(value: unknown, pointer: string, copying: Copying): JsonValue {
  if (typeof value === 'string' && !value.isWellFormed()) copying.faults.push({ pointer, ...surrogateFault });
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (value instanceof ExactNumber) return Object.freeze(value);
  if (Array.isArray(value) || isPlainObject(value)) return copyContainer(value, pointer, copying);
  copying.faults.push({
    pointer,
    rule: 'value-no-json',
    message: `${describe(value)} is no JSON value`,
    cure: 'write plain JSON values: objects, lists, texts, finite numbers, `true`, `false`, `null`',
  });
  return null;
}

function copyContainer(value: object, pointer: string, copying: Copying): JsonValue {
  if (copying.around.has(value)) {
    copying.faults.push({
      pointer,
      rule: 'value-circular',
      message: 'the object contains itself',
      cure: 'move the schema to `$defs` and refer to it with `$ref`, also from inside itself',
    });
    return null;
  }
  if (copying.around.size >= copying.maxDepth) {
    copying.faults.push({ pointer, ...depthFault(copying.maxDepth) });
    return null;
  }
  copying.around.add(value);
  const copied = Array.isArray(value) ? copyList(value, pointer, copying) : copyObject(value, pointer, copying);
  copying.around.delete(value);
  Object.freeze(copied);
  return copied;
}

function copyList(list: readonly unknown[], pointer: string, copying: Copying): JsonArray {
  return Array.from(list, (item, index) => copy(item, pointerTo(pointer, index), copying));
}

function copyObject(object: object, pointer: string, copying: Copying): JsonObject {
  const copied: JsonObject = {};
  for (const [name, member] of Object.entries(object)) {
    if (member === undefined) continue;
    const below = pointerTo(pointer, name);
    // Assigned to a plain object it would become the prototype; and no request may carry it.
    if (!name.isWellFormed()) copying.faults.push({ pointer, ...surrogateFault });
    else if (name === '__proto__') copying.faults.push({ pointer: below, ...prototypeFault });
    else copied[name] = copy(member, below, copying);
  }
  return copied;
}

/** No URL and no UTF-8 can carry it; in a file it is refused as well. */
const surrogateFault: Fault = {
  rule: 'value-no-text',
  message: 'a text or name holds half of a character (a lone surrogate)',
  cure: 'write the whole character, or leave it out',
};

const depthFault = (maxDepth: number): Fault => ({
  rule: 'json-too-deep',
  message: `lists and objects are nested more than ${maxDepth} levels deep`,
  cure: 'move inner schemas to `$defs` and refer to them with `$ref`',
});

const prototypeFault: Fault = {
  rule: 'json-name',
  message: '`__proto__` cannot be a name in a contract',
  cure: 'choose another name; requests that carry it are refused',
};

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A prototype without a prototype is some realm's Object.prototype: objects of other realms are plain, too.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `a ${value.constructor?.name ?? 'special object'}`;
  return typeof value === 'number' ? `the number ${value}` : `a value of type ${typeof value}`;
}
