import { ExactNumber } from '../../codec/exact-number.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Place } from '../../contract/place.ts';
import { compileAppliesTo, createJudge, type Judge } from '../explain/applying.ts';
import { isUndecoded } from '../undecoded.ts';

/** One member that a request may not have. */
export interface ForeignMember {
  /** `unapplied`: only a branch names it that the object does not fit. */
  readonly kind: 'unknown' | 'unapplied' | 'read-only';
  readonly path: readonly (string | number)[];
  /** The names that are declared at its place. */
  readonly declared: readonly string[];
}

/** Sees each foreign member; false ends the walk. */
export type ForeignVisitor = (member: ForeignMember) => boolean;

/** Walks a value; false when the visitor ended it. */
type Walk = (value: JsonValue, search: Search) => boolean;

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
  const deep: (() => void)[] = [];
  let depth = 0;
  const compile = (place: Place): Walk => {
    const known = walks.get(place);
    if (known !== undefined) return known;
    let walk: Walk = () => true;
    // Recursive schemas meet their own place while it is compiled, so the entry leads through a variable.
    const entry: Walk = (value, search) => walk(value, search);
    walks.set(place, entry);
    const fill = (): void => {
      depth += 1;
      walk = compileWalk(place, refuseUnknown, compile);
      depth -= 1;
    };
    if (depth < mostNested) fill();
    else deep.push(fill);
    return depth < mostNested ? walk : entry;
  };
  const search = compile(root);
  for (let fill = deep.pop(); fill !== undefined; fill = deep.pop()) fill();
  return (value, visit) => void search(value, { path: [], visit, judge: createJudge() });
}

/** Places within each other that are compiled by recursion; those below wait, so that no schema overflows the stack. */
const mostNested = 100;

/** A search under way. */
interface Search {
  /** The way to the value; longer while its members and items are visited. */
  readonly path: (string | number)[];
  readonly visit: ForeignVisitor;
  readonly judge: Judge;
}

function compileWalk(place: Place, refuseUnknown: boolean, compile: (below: Place) => Walk): Walk {
  const object = compileObject(place, refuseUnknown, compile);
  const list = compileList(place, compile);
  return (value, search) => {
    if (typeof value !== 'object' || value === null || value instanceof ExactNumber || isUndecoded(value)) return true;
    return Array.isArray(value) ? list(value, search) : object(value, search);
  };
}

function compileObject(
  place: Place,
  refuseUnknown: boolean,
  compile: (below: Place) => Walk,
): (value: JsonObject, search: Search) => boolean {
  const isUnapplied = compileIsUnapplied(place, refuseUnknown);
  const members = new Map(
    [...place.members].map(([name, below]) => [
      name,
      { walk: compile(below), place: below, isFree: isUnapplied === undefined && !below.readOnly },
    ]),
  );
  const declared = [...place.members.keys()];
  const other = compileOther(place, refuseUnknown, compile);
  return (value, search) => {
    const { path, visit } = search;
    for (const name of Object.keys(value)) {
      const member = members.get(name);
      const content = value[name] ?? null;
      // Nearly every member is a declared scalar.
      if (member?.isFree === true && (typeof content !== 'object' || content === null)) continue;
      const kind = isUnapplied?.(name, value, search) ? 'unapplied' : member?.place.readOnly ? 'read-only' : undefined;
      path.push(name);
      const on =
        (kind === undefined || visit({ kind, path: [...path], declared })) &&
        (member === undefined
          ? other(name, content, search)
          : typeof content !== 'object' || member.walk(content, search));
      path.pop();
      if (!on) return false;
    }
    return true;
  };
}

/** Whether a member is named only by a branch that its object does not fit, so that nobody has judged its value. */
function compileIsUnapplied(
  place: Place,
  refuseUnknown: boolean,
): ((name: string, object: JsonObject, search: Search) => boolean) | undefined {
  const appliesTo = refuseUnknown && place.openness === 'closed' ? compileAppliesTo(place) : undefined;
  if (appliesTo === undefined) return undefined;
  const isNamed = (name: string): boolean =>
    place.members.has(name) || place.patterns.some(({ matches }) => matches(name));
  return (name, object, { judge }) => isNamed(name) && !appliesTo(name, object, judge);
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
  return (name, value, search) => {
    const { path, visit } = search;
    const matching = patterns.filter(({ matches }) => matches(name));
    if (matching.length > 0) return matching.every(({ walk }) => walk(value, search));
    if (additional !== undefined) return additional(value, search);
    return !refuses || visit({ kind: 'unknown', path: [...path], declared });
  };
}

function compileList(
  place: Place,
  compile: (below: Place) => Walk,
): (value: readonly JsonValue[], search: Search) => boolean {
  const prefixItems = place.prefixItems.map(compile);
  const items = place.items === undefined ? undefined : compile(place.items);
  return (value, search) => {
    const { path } = search;
    let index = 0;
    for (const item of value) {
      const walk = prefixItems[index] ?? items;
      if (walk !== undefined && typeof item === 'object') {
        path.push(index);
        const on = walk(item, search);
        path.pop();
        if (!on) return false;
      }
      index += 1;
    }
    return true;
  };
}
