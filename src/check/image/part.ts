import type { JsonValue } from '../../codec/json-value.ts';
import type { ValuePath } from '../../codec/value-path.ts';
import { eitherOf, type PlainSchema } from './plain-schema.ts';

/** What may stand at one place of an outgoing message, and whether something always does. */
export interface Entry {
  readonly path: ValuePath;
  readonly schema: PlainSchema;
  readonly always: boolean;
}

/** Entries by their path. */
export type Entries = ReadonlyMap<string, Entry>;

/** What a part of the caller's request becomes: values in an object, beside it, and outside of the body. */
export interface Part {
  /** In the object around it, by path. */
  readonly own: Entries;
  /** From the root of the body. */
  readonly root: Entries;
  /** By the slot's index. */
  readonly slots: ReadonlyMap<number, Pick<Entry, 'schema' | 'always'>>;
  /** In objects that are gathered, by the slot's index. */
  readonly gathered: ReadonlyMap<number, Entries>;
  /** What stands in the object around it under names that nobody lists; `false`: no such names. */
  readonly others: PlainSchema;
}

/** Where nothing is sent. */
export const nothing: Part = { own: new Map(), root: new Map(), slots: new Map(), gathered: new Map(), others: false };

/** The key of a path: different for a name and for an index. */
export const keyOf = (path: ValuePath): string => JSON.stringify(path satisfies readonly JsonValue[]);

/** One value at a path of the object around. */
export const entryAt = (path: ValuePath, schema: PlainSchema, always: boolean): Entries =>
  new Map([[keyOf(path), { path, schema, always }]]);

/** Values in an object that is gathered in a slot. */
export const gatheredAt = (index: number, entries: Part['own']): Part => ({
  ...nothing,
  gathered: new Map([[index, entries]]),
});

/** Parts that all take part in one request. */
export function together(parts: readonly Part[]): Part {
  const join = <Key, Value extends Joined>(maps: readonly ReadonlyMap<Key, Value>[]): Map<Key, Value> =>
    combine(maps, (all) => all.some(({ always }) => always), 'both');
  return {
    own: join(parts.map(({ own }) => own)),
    root: join(parts.map(({ root }) => root)),
    slots: join(parts.map(({ slots }) => slots)),
    gathered: nested(parts, join),
    others: eitherOf(parts.map(({ others }) => others)),
  };
}

/** Parts of which one takes part in each request. */
export function oneOf(parts: readonly Part[]): Part {
  const [only] = parts;
  if (only === undefined) return nothing;
  if (parts.length === 1) return only;
  const choose = <Key, Value extends Joined>(maps: readonly ReadonlyMap<Key, Value>[]): Map<Key, Value> =>
    combine(maps, (all) => all.length === maps.length && all.every(({ always }) => always), 'one');
  return {
    own: choose(parts.map(({ own }) => own)),
    root: choose(parts.map(({ root }) => root)),
    slots: choose(parts.map(({ slots }) => slots)),
    gathered: nested(parts, choose),
    others: eitherOf(parts.map(({ others }) => others)),
  };
}

/** The same where the value that it is made of may be absent. */
export function sometimes(part: Part): Part {
  const weaken = <Key, Value extends Joined>(map: ReadonlyMap<Key, Value>): Map<Key, Value> =>
    new Map([...map].map(([key, value]) => [key, { ...value, always: false }]));
  return {
    own: weaken(part.own),
    root: weaken(part.root),
    slots: weaken(part.slots),
    gathered: new Map([...part.gathered].map(([index, entries]) => [index, weaken(entries)])),
    others: part.others,
  };
}

type Joined = Pick<Entry, 'schema' | 'always'>;
type Join = (maps: readonly Entries[]) => Map<string, Entry>;

function combine<Key, Value extends Joined>(
  maps: readonly ReadonlyMap<Key, Value>[],
  isAlways: (all: readonly Value[]) => boolean,
  kind: 'both' | 'one',
): Map<Key, Value> {
  const keys = new Set(maps.flatMap((map) => [...map.keys()]));
  const combined = new Map<Key, Value>();
  for (const key of keys) {
    const all = maps.flatMap((map) => map.get(key) ?? []);
    const [first] = all;
    if (first === undefined) continue;
    // Two objects at one place become one, of which only that is known.
    const merged: PlainSchema[] = kind === 'both' && all.length > 1 ? [{ type: 'object' }] : [];
    const schema = all.length === 1 ? first.schema : eitherOf([...all.map((value) => value.schema), ...merged]);
    combined.set(key, { ...first, schema, always: isAlways(all) });
  }
  return combined;
}

function nested(parts: readonly Part[], join: Join): Map<number, Entries> {
  const indices = new Set(parts.flatMap(({ gathered }) => [...gathered.keys()]));
  return new Map(
    [...indices].map((index) => [index, join(parts.map(({ gathered }) => gathered.get(index) ?? new Map()))]),
  );
}
