import { createBareObject } from '../codec/bare-object.ts';
import { isObject } from '../codec/json-type.ts';
import type { JsonArray, JsonObject, JsonValue } from '../codec/json-value.ts';

/** The way to a value, from the root of a content. */
export type Way = readonly (string | number)[];

/**
 * Changes to one value, gathered first and then applied in one walk: however many there are, what they have in common is
 * copied once, and what none of them touches is not copied at all.
 */
export class Edits {
  readonly #below = new Map<string | number, Edits>();
  readonly #names = new Map<string, string>();
  #change: 'none' | 'remove' | { readonly value: JsonValue } = 'none';

  get isEmpty(): boolean {
    return this.#change === 'none' && this.#below.size === 0 && this.#names.size === 0;
  }

  /** Puts another value in a place that exists. */
  replace(way: Way, value: JsonValue): void {
    this.#at(way).#change = { value };
  }

  /** What was put in a place; `undefined` where nothing was. */
  valueAt(way: Way): JsonValue | undefined {
    let edits: Edits | undefined = this;
    for (const step of way) {
      if (edits === undefined) return undefined;
      edits = edits.#below.get(step);
    }
    if (edits === undefined || typeof edits.#change !== 'object') return undefined;
    return edits.#change.value;
  }

  /** Takes a member out of its object. */
  remove(way: Way): void {
    this.#at(way).#change = 'remove';
  }

  /** Gives a member another name; `way` leads to its object. */
  rename(way: Way, name: string, other: string): void {
    this.#at(way).#names.set(name, other);
  }

  /** The value with all changes; the one that is given is never written to. */
  apply(value: JsonValue): JsonValue {
    if (typeof this.#change === 'object') return this.#change.value;
    if (Array.isArray(value)) return this.#below.size === 0 ? value : this.#items(value);
    if (isObject(value)) return this.#below.size === 0 && this.#names.size === 0 ? value : this.#members(value);
    return value;
  }

  #at(way: Way): Edits {
    let edits: Edits = this;
    for (const step of way) {
      const next = edits.#below.get(step) ?? new Edits();
      edits.#below.set(step, next);
      edits = next;
    }
    return edits;
  }

  #items(items: JsonArray): JsonArray {
    return items.map((item, index) => this.#below.get(index)?.apply(item) ?? item);
  }

  #members(object: JsonObject): JsonObject {
    const result = createBareObject();
    for (const name of Object.keys(object)) {
      const edits = this.#below.get(name);
      const value = object[name] ?? null;
      if (edits === undefined) this.#put(result, { name, value, object });
      else if (edits.#change !== 'remove') this.#put(result, { name, value: edits.apply(value), object });
    }
    return result;
  }

  /** Two members that come to one name are joined where both are lists; else the later one keeps its own name. */
  #put(result: JsonObject, { name, value, object }: { name: string; value: JsonValue; object: JsonObject }): void {
    const other = this.#names.get(name) ?? name;
    const isFree = !Object.hasOwn(result, other) && (other === name || !this.#staysIn(object, other));
    const before = result[other];
    if (isFree) result[other] = value;
    else if (Array.isArray(before) && Array.isArray(value)) result[other] = [...before, ...value];
    else result[name] = value;
  }

  #staysIn(object: JsonObject, name: string): boolean {
    return Object.hasOwn(object, name) && !this.#names.has(name);
  }
}
