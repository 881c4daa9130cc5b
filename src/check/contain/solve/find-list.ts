import type { JsonValue } from '../../../codec/json-value.ts';
import { fits, type Literal, literalId, misfits } from '../schema/node.ts';
import { itemLiterals, type ListShape, readListShape, type WantedItem } from './list-shape.ts';
import { found, none, type Result, Tried, unknown } from './result.ts';
import type { Search } from './search.ts';

/** Longer lists are not made. */
const mostItems = 20_000;

/** Finds a list that fits, with no more items than it needs. */
export function findList(search: Search, atoms: readonly Literal[]): Result {
  const shape = readListShape(atoms);
  if (shape === 'none') return none;
  if ('tooMany' in shape) return unknown({ at: shape.tooMany.at, because: 'it asks for more items than are placed' });
  const result = shape.repeated === undefined ? new ListSearch(search, shape).place(0) : findRepeated(search, shape);
  return result;
}

/** Two equal items somewhere: each pair of places with different schemas is tried, the first two behind the prefix as well. */
function findRepeated(search: Search, shape: ListShape): Result {
  const tried = new Tried();
  for (let second = 1; second <= shape.prefix + 1 && second < shape.most; second++) {
    for (let first = 0; first < second; first++) {
      const literals = [...itemLiterals(shape, first), ...itemLiterals(shape, second)];
      const item = search.solve(literals);
      tried.add(item);
      if (item.kind !== 'found' || shape.repeated === undefined) continue;
      const { at } = shape.repeated;
      const same = fits(search.factory.values(at, [item.value]));
      const result = new ListSearch(search, shape, new Map([first, second].map((index) => [index, [same]]))).place(0);
      if (result.kind === 'found') return result;
      // Another value might have done.
      tried.add(unknown({ at, because: 'not every pair of equal items was tried' }));
    }
  }
  return tried.result;
}

class ListSearch {
  readonly #search: Search;
  readonly #shape: ListShape;
  /** What each place fits beside its items' schemas, and the groups that count it. */
  readonly #chosen = new Map<number, { readonly literals: readonly Literal[]; readonly groups: readonly number[] }>();

  constructor(search: Search, shape: ListShape, fixed: ReadonlyMap<number, readonly Literal[]> = new Map()) {
    this.#search = search;
    this.#shape = shape;
    for (const [index, literals] of fixed) this.#chosen.set(index, { literals, groups: [] });
  }

  /** Gives every item that must be there a place, in each way there is, and then all places a value. */
  place(index: number): Result {
    const wanted = this.#shape.wanted[index];
    if (wanted === undefined) return this.#complete();
    const tried = new Tried();
    for (const place of this.#placesFor(wanted)) {
      const before = this.#chosen.get(place);
      if (before?.groups.includes(wanted.group)) continue;
      const literals = [...(before?.literals ?? []), ...wanted.value];
      const value = this.#search.solve([...itemLiterals(this.#shape, place), ...literals]);
      tried.add(value);
      if (value.kind !== 'found') continue;
      this.#chosen.set(place, { literals, groups: [...(before?.groups ?? []), wanted.group] });
      const result = this.place(index + 1);
      if (before === undefined) this.#chosen.delete(place);
      else this.#chosen.set(place, before);
      if (result.kind === 'found') return result;
      tried.add(result);
    }
    return tried.result;
  }

  #placesFor({ index, isExact }: WantedItem): number[] {
    const { prefix, most } = this.#shape;
    if (isExact) return index < most ? [index] : [];
    const beyond = [...this.#chosen.keys()].filter((place) => place >= Math.max(prefix, index));
    // Behind the prefix one free place is as good as another.
    const free = Math.max(prefix, index, ...[...this.#chosen.keys()].map((place) => place + 1));
    const early = Array.from({ length: Math.max(0, prefix - index) }, (_, offset) => index + offset);
    return [...early, ...beyond, free].filter((place) => place < most);
  }

  #complete(): Result {
    const length = Math.max(this.#shape.least, 0, ...[...this.#chosen.keys()].map((place) => place + 1));
    if (length > this.#shape.most) return none;
    // Items that nothing asks for are first sought among those that no limit counts.
    const uncounted = this.#shape.limits.map(({ part }) => misfits(part));
    const result = uncounted.length === 0 ? none : this.#fill(length, uncounted);
    return result.kind === 'found' ? result : this.#fill(length, []);
  }

  #fill(length: number, others: readonly Literal[]): Result {
    if (length > mostItems) return unknown({ at: this.#shape.at, because: 'its lists are too long to be made' });
    this.#search.budget.steps -= length;
    const goals = Array.from({ length }, (_, index) => [
      ...itemLiterals(this.#shape, index),
      ...(this.#chosen.get(index)?.literals ?? others),
    ]);
    const tried = new Tried();
    const values: JsonValue[] = [];
    for (const goal of goals) {
      const item = this.#search.solve(goal);
      if (item.kind === 'none') return none;
      tried.add(item);
      if (item.kind === 'found') values.push(item.value);
    }
    if (tried.result.kind === 'unknown') return tried.result;
    return this.#shape.unique === undefined ? found(values) : this.#different(goals);
  }

  /** Values of which no two are equal, each chosen as others leave it. */
  #different(goals: readonly (readonly Literal[])[]): Result {
    const at = this.#shape.unique?.at;
    const values: JsonValue[] = [];
    if (at === undefined) return found(values);
    for (const goal of goals) {
      const others = values.length === 0 ? [] : [misfits(this.#search.factory.values(at, values))];
      const item = this.#search.solve([...goal, ...others]);
      if (item.kind === 'unknown') return item;
      if (item.kind === 'none') {
        // Where all items fit the same, whatever was chosen before leaves as many values as any other choice.
        return areAlike(goals) ? none : unknown({ at, because: 'not every choice of different items was tried' });
      }
      values.push(item.value);
    }
    return found(values);
  }
}

const areAlike = (goals: readonly (readonly Literal[])[]): boolean =>
  new Set(
    goals.map((goal) =>
      goal
        .map(literalId)
        .sort((a, b) => a - b)
        .join(','),
    ),
  ).size <= 1;
