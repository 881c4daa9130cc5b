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

function compileWalk(place: Place, refuseUnknown: boolean, compile: (below: Place) => Walk): Walk {
  const members = new Map([...place.members].map(([name, below]) => [name, { below: compile(below), place: below }]));
  const declared = [...place.members.keys()];
  const patterns = place.patterns.map(({ matches, place: below }) => ({ matches, below: compile(below) }));
  const additional = place.additional === undefined ? undefined : compile(place.additional);
  const prefixItems = place.prefixItems.map(compile);
  const items = place.items === undefined ? undefined : compile(place.items);
  const refuses = refuseUnknown && place.openness === 'closed';

  const other = (name: string, value: JsonValue, at: { path: (string | number)[]; visit: ForeignVisitor }): boolean => {
    const matching = patterns.filter(({ matches }) => matches(name));
    if (matching.length > 0) return matching.every(({ below }) => below(value, at.path, at.visit));
    if (additional !== undefined) return additional(value, at.path, at.visit);
    return !refuses || at.visit({ kind: 'unknown', path: [...at.path], declared });
  };
  const object = (value: JsonObject, path: (string | number)[], visit: ForeignVisitor): boolean => {
    for (const name of Object.keys(value)) {
      const member = members.get(name);
      const content = value[name] as JsonValue;
      path.push(name);
      const on =
        member === undefined
          ? other(name, content, { path, visit })
          : (!member.place.readOnly || visit({ kind: 'read-only', path: [...path], declared })) &&
            (typeof content !== 'object' || member.below(content, path, visit));
      path.pop();
      if (!on) return false;
    }
    return true;
  };
  const list = (value: JsonValue[], path: (string | number)[], visit: ForeignVisitor): boolean => {
    for (const [index, item] of value.entries()) {
      const below = prefixItems[index] ?? items;
      if (below === undefined || typeof item !== 'object') continue;
      path.push(index);
      const on = below(item, path, visit);
      path.pop();
      if (!on) return false;
    }
    return true;
  };
  return (value, path, visit) => {
    if (typeof value !== 'object' || value === null || value instanceof ExactNumber || isUndecoded(value)) return true;
    return Array.isArray(value) ? list(value, path, visit) : object(value, path, visit);
  };
}
