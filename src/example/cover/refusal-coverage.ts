import { isObject } from '../../codec/json-type.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Place } from '../../contract/place.ts';
import { requiredNames } from '../../contract/schema-keywords.ts';
import { type Location, locations } from '../../http/location.ts';
import { parsePointer } from '../../problem/pointer.ts';
import type { Violation } from '../../problem/violation.ts';
import { type CoverageItem, itemAt, wayText } from './coverage-item.ts';
import { refusingKeywords } from './refusing-keywords.ts';

/**
 * The keywords by which an operation's schemas can refuse a request, and which of them an example shows.
 *
 * Counted are those that always apply to a place; what stands in branches (`anyOf`, `if`) counts as the branching
 * keyword itself.
 */
export class RefusalCoverage {
  readonly #roots: ReadonlyMap<Location, readonly Place[]>;
  readonly #items = new Map<string, CoverageItem>();
  readonly #listed = new Set<Place>();

  constructor(operation: Operation) {
    this.#roots = new Map(locations.map((location) => [location, rootsOf(operation, location)]));
    for (const [location, roots] of this.#roots) for (const root of roots) this.#list(root, location, []);
    if (operation.body?.required === true) this.#items.set(missingBody, itemAt('body', 'required'));
  }

  get items(): readonly CoverageItem[] {
    return [...this.#items.values()];
  }

  /** What is missing, or one too many, was asked for by the object around it; all else by the place itself. */
  reach({ in: location, pointer, code }: Violation): void {
    const way = parsePointer(pointer);
    const name = way.at(-1);
    if (location === 'body' && code === 'required' && name === undefined) this.#reachKey(missingBody);
    for (const root of this.#roots.get(location) ?? []) {
      const holder = way.slice(0, -1).reduce<Place | undefined>(placeBelow, root);
      const place = way.reduce<Place | undefined>(placeBelow, root);
      this.#reachKey(keyOf(holder, code, name));
      this.#reachKey(keyOf(codesOfHolders.has(code) ? holder : place, code));
    }
  }

  #reachKey(key: string): void {
    const item = this.#items.get(key);
    if (item !== undefined) item.reached = true;
  }

  #list(place: Place, location: Location, way: readonly string[]): void {
    if (this.#listed.has(place)) return;
    this.#listed.add(place);
    for (const code of refusingKeywords(place, location)) this.#add(place, itemAt(wayText(location, way), code));
    // The route cannot be matched without its parameters.
    for (const { code, name } of location === 'path' ? [] : missableNames(place)) {
      this.#add(place, itemAt(wayText(location, [...way, name]), code), name);
    }
    for (const [name, member] of place.members) this.#list(member, location, [...way, name]);
    const others = [...place.patterns.map((pattern) => pattern.place), place.additional, place.items];
    for (const below of others) if (below !== undefined) this.#list(below, location, [...way, '*']);
    for (const [index, item] of place.prefixItems.entries()) this.#list(item, location, [...way, String(index)]);
  }

  #add(place: Place, item: CoverageItem, name?: string): void {
    this.#items.set(keyOf(place, item.rule, name), item);
  }
}

function rootsOf({ parameters, body }: Operation, location: Location): readonly Place[] {
  if (location === 'body') return body?.content.map(({ place }) => place) ?? [];
  const { place } = parameters[location];
  return place === undefined ? [] : [place];
}

/** Violations that stand at a member, and come from a keyword of what holds it. */
const codesOfHolders: ReadonlySet<string> = new Set(['additionalProperties', 'unevaluatedProperties', 'propertyNames']);

/** No schema asks for the body as a whole. */
const missingBody = 'body required';

const keyOf = (place: Place | undefined, code: string, name = ''): string => `${place?.id} ${code} ${name}`;

function placeBelow(place: Place | undefined, name: string): Place | undefined {
  if (place === undefined) return undefined;
  const named = place.members.get(name) ?? place.patterns.find((pattern) => pattern.matches(name))?.place;
  const item = /^\d+$/.test(name) ? (place.prefixItems[Number(name)] ?? place.items) : undefined;
  return named ?? item ?? place.additional;
}

/** The members whose absence is refused, with the code of it. */
function missableNames(place: Place): { readonly code: string; readonly name: string }[] {
  return place.certain.flatMap((node) => {
    const dependent = node.keywords['dependentRequired'];
    const followers = dependent !== undefined && isObject(dependent) ? Object.values(dependent).flat() : [];
    return [
      ...requiredNames(node).map((name) => ({ code: 'required', name })),
      ...followers.filter((name) => typeof name === 'string').map((name) => ({ code: 'dependentRequired', name })),
    ];
  });
}
