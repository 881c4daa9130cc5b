import { ExactNumber } from '../../codec/exact-number.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Place } from '../../contract/place.ts';
import { isUndecoded } from '../undecoded.ts';

/** One member that a request may not have. */
export interface ForeignMember {
  readonly kind: 'unknown' | 'read-only';
  readonly path: readonly (string | number)[];
  /** The names that are declared at its place. */
  readonly declared: readonly string[];
}

/** Sees each foreign member; false ends the walk. */
export type ForeignVisitor = (member: ForeignMember) => boolean;

/** Walks a value; false when the visitor ended it. */
type Walk = (value: JsonValue, path: (string | number)[], visit: ForeignVisitor) => boolean;

/**
 * Compiles the search for members that no applicable schema names, and for read-only ones (docs/contract.md, "What is not declared").
 *
 * `refuseUnknown` is false where the policy drops or forwards unknown members: then only read-only ones are found.
 * Out: a function that visits every foreign member in document order; nothing is visited in a value that has none.
 */
export function compileForeignSearch(
  root: Place,
  refuseUnknown: boolean,
): (value: JsonValue, visit: ForeignVisitor) => void {
  const walks = new Map<Place, Walk>();
  const compile = (place: Place): Walk => {
    const known = walks.get(place);
    if (known !== undefined) return known;
    let walk: Walk = () => true;
    // Recursive schemas meet their own place while it is compiled, so the entry leads through a variable.
    walks.set(place, (value, path, visit) => walk(value, path, visit));
    walk = compileWalk(place, refuseUnknown, compile);
    return walk;
  };
  const search = compile(root);
  return (value, visit) => void search(value, [], visit);
}

/** A search under way. */
interface Search {
  /** The way to the value; longer while its members and items are visited. */
  readonly path: (string | number)[];
  readonly visit: ForeignVisitor;
}

function compileWalk(place: Place, refuseUnknown: boolean, compile: (below: Place) => Walk): Walk {
  const object = compileObject(place, refuseUnknown, compile);
  const list = compileList(place, compile);
  return (value, path, visit) => {
    if (typeof value !== 'object' || value === null || value instanceof ExactNumber || isUndecoded(value)) return true;
    return Array.isArray(value) ? list(value, { path, visit }) : object(value, { path, visit });
  };
}

function compileObject(
  place: Place,
  refuseUnknown: boolean,
  compile: (below: Place) => Walk,
): (value: JsonObject, search: Search) => boolean {
  const members = new Map([...place.members].map(([name, below]) => [name, { walk: compile(below), place: below }]));
  const declared = [...place.members.keys()];
  const other = compileOther(place, refuseUnknown, compile);
  return (value, search) => {
    const { path, visit } = search;
    for (const name of Object.keys(value)) {
      const member = members.get(name);
      const content = value[name] ?? null;
      path.push(name);
      const on =
        member === undefined
          ? other(name, content, search)
          : (!member.place.readOnly || visit({ kind: 'read-only', path: [...path], declared })) &&
            (typeof content !== 'object' || member.walk(content, path, visit));
      path.pop();
      if (!on) return false;
    }
    return true;
  };
}

/** A member without a name of its own: described by a pattern, by `additionalProperties`, or by nobody. */
function compileOther(
  place: Place,
  refuseUnknown: boolean,
  compile: (below: Place) => Walk,
): (name: string, value: JsonValue, search: Search) => boolean {
  const declared = [...place.members.keys()];
  const patterns = place.patterns.map(({ matches, place: below }) => ({ matches, walk: compile(below) }));
  const additional = place.additional === undefined ? undefined : compile(place.additional);
  const refuses = refuseUnknown && place.openness === 'closed';
  return (name, value, { path, visit }) => {
    const matching = patterns.filter(({ matches }) => matches(name));
    if (matching.length > 0) return matching.every(({ walk }) => walk(value, path, visit));
    if (additional !== undefined) return additional(value, path, visit);
    return !refuses || visit({ kind: 'unknown', path: [...path], declared });
  };
}

function compileList(
  place: Place,
  compile: (below: Place) => Walk,
): (value: readonly JsonValue[], search: Search) => boolean {
  const prefixItems = place.prefixItems.map(compile);
  const items = place.items === undefined ? undefined : compile(place.items);
  return (value, { path, visit }) => {
    let index = 0;
    for (const item of value) {
      const walk = prefixItems[index] ?? items;
      path.push(index++);
      const on = walk === undefined || typeof item !== 'object' || walk(item, path, visit);
      path.pop();
      if (!on) return false;
    }
    return true;
  };
}
