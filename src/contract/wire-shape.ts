import type { JsonType } from '../codec/json-type.ts';
import { aliasesOf } from './authored-alias.ts';
import type { Place } from './place.ts';
import { textTypes } from './schema-types.ts';

/**
 * What a content holds by name, where only texts arrive and the declaration says what each of them is: a number, an item of
 * a list, an object. A graph that may have cycles.
 */
export interface WireShape {
  /** What may stand here; empty where nothing is declared, so that a text stays a text. */
  readonly types: readonly JsonType[];
  readonly members: ReadonlyMap<string, WireShape>;
  /** Of the items of a list; those at the front may have shapes of their own. */
  readonly item: WireShape | undefined;
  readonly prefix: readonly WireShape[];
  /** Of members without a name of their own: the first entry that matches speaks. */
  readonly others: readonly { matches(name: string): boolean; readonly shape: WireShape }[];
  /** The caller's place of the value, for messages. */
  readonly place: Place | undefined;
}

/** A shape that is still written to. */
export interface DraftShape extends WireShape {
  types: JsonType[];
  readonly members: Map<string, DraftShape>;
  item: DraftShape | undefined;
  prefix: DraftShape[];
  readonly others: { matches(name: string): boolean; readonly shape: WireShape }[];
  place: Place | undefined;
}

/** A shape that says nothing yet. */
export const emptyShape = (): DraftShape => ({
  types: [],
  members: new Map(),
  item: undefined,
  prefix: [],
  others: [],
  place: undefined,
});

/** The shape of a content in the caller's terms: that of its schema. */
export function placeShape(root: Place): WireShape {
  const known = new Map<Place, DraftShape>();
  const shapeOf = (place: Place): DraftShape => {
    const shape = known.get(place) ?? emptyShape();
    if (known.has(place)) return shape;
    // A recursive schema meets itself, so it is known before its parts are.
    known.set(place, shape);
    shape.types = textTypes(place);
    shape.place = place;
    for (const [name, below] of place.members) shape.members.set(name, shapeOf(below));
    // What arrives under an older name is read as under the current one; it moves there afterwards.
    for (const below of place.members.values()) {
      for (const { name } of aliasesOf(below)) if (!name.includes('/')) shape.members.set(name, shapeOf(below));
    }
    shape.item = place.items === undefined ? undefined : shapeOf(place.items);
    shape.prefix = place.prefixItems.map(shapeOf);
    for (const { matches, place: below } of place.patterns) shape.others.push({ matches, shape: shapeOf(below) });
    if (place.additional !== undefined) shape.others.push({ matches: () => true, shape: shapeOf(place.additional) });
    return shape;
  };
  return shapeOf(root);
}

/** The shape of a member by its name; `undefined` where nothing is declared of it. */
export const memberShape = (shape: WireShape | undefined, name: string): WireShape | undefined =>
  shape?.members.get(name) ?? shape?.others.find(({ matches }) => matches(name))?.shape;
