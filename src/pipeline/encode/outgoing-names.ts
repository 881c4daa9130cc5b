import { querySpelling } from '../../http/query-text.ts';

/**
 * Which value has which name in the query that is being written, in any spelling that a backend could take for it, so
 * that a name made up by the caller (a member of an exploded object, a forwarded pair) never doubles another value.
 */
export class OutgoingNames {
  readonly #fixed: ReadonlyMap<string, number>;
  #claimed: Map<string, number> | undefined;

  /** `fixed` has the slot's index by the spelling of its name. */
  constructor(fixed: ReadonlyMap<string, number>) {
    this.#fixed = fixed;
  }

  /** Takes a name for a slot; false when it belongs to another one. */
  claim(name: string, slotIndex: number): boolean {
    const spelling = querySpelling(name);
    const owner = this.#fixed.get(spelling) ?? this.#claimed?.get(spelling);
    if (owner !== undefined) return owner === slotIndex;
    this.#claimed ??= new Map();
    this.#claimed.set(spelling, slotIndex);
    return true;
  }

  has(name: string): boolean {
    const spelling = querySpelling(name);
    return this.#fixed.has(spelling) || this.#claimed?.has(spelling) === true;
  }
}
