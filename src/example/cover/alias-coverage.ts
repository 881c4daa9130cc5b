import { aliasesOf } from '../../contract/authored-alias.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Place } from '../../contract/place.ts';
import { textLocations } from '../../http/location.ts';
import type { DeprecatedUse } from '../../pipeline/ageing/deprecated-use.ts';
import { type CoverageItem, itemAt, wayText } from './coverage-item.ts';

/** The older names of an operation's values, and which of them requests use. */
export class AliasCoverage {
  readonly #items = new Map<string, CoverageItem>();

  constructor({ parameters, body }: Operation) {
    const seen = new Set<Place>();
    for (const location of textLocations) {
      for (const { name, place } of parameters[location].parameters) this.#add(place, location, [name]);
    }
    for (const { place } of body?.content ?? []) this.#list(place, [], seen);
  }

  get items(): readonly CoverageItem[] {
    return [...this.#items.values()];
  }

  reach(uses: readonly DeprecatedUse[]): void {
    for (const { kind, name, in: location } of uses) {
      const item = kind === 'alias' ? this.#items.get(`${location} ${name}`) : undefined;
      if (item !== undefined) item.reached = true;
    }
  }

  #list(place: Place, way: readonly string[], seen: Set<Place>): void {
    if (seen.has(place)) return;
    seen.add(place);
    for (const [name, member] of place.members) {
      this.#add(member, 'body', [...way, name]);
      this.#list(member, [...way, name], seen);
    }
    if (place.items !== undefined) this.#list(place.items, [...way, '*'], seen);
  }

  #add(place: Place, location: string, way: readonly string[]): void {
    for (const { name, in: other } of aliasesOf(place)) {
      this.#items.set(`${other ?? location} ${name}`, itemAt(wayText(location, way), `older name ${name}`));
    }
  }
}
