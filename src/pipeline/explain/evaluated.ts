/**
 * The members and items of one value that some schema has spoken about, as JSON Schema's annotations tell.
 * Source: JSON Schema 2020-12, core, sections 11.2 and 11.3.
 */
export class Evaluated {
  readonly #names = new Set<string>();
  readonly #indexes = new Set<number>();
  #allNames = false;
  #items = 0;
  /** True where no branch fitted, so that what a branch would have evaluated is not known. */
  unsure = false;

  addName(name: string): void {
    this.#names.add(name);
  }

  addAllNames(): void {
    this.#allNames = true;
  }

  hasName(name: string): boolean {
    return this.#allNames || this.#names.has(name);
  }

  addIndex(index: number): void {
    this.#indexes.add(index);
  }

  /** The first `count` items; `Infinity` for all. */
  addItems(count: number): void {
    this.#items = Math.max(this.#items, count);
  }

  hasIndex(index: number): boolean {
    return index < this.#items || this.#indexes.has(index);
  }

  merge(other: Evaluated): void {
    for (const name of other.#names) this.#names.add(name);
    for (const index of other.#indexes) this.#indexes.add(index);
    this.#allNames ||= other.#allNames;
    this.addItems(other.#items);
    this.unsure ||= other.unsure;
  }
}
