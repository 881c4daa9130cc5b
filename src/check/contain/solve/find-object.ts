import type { JsonObject } from '../../../codec/json-value.ts';
import { fitsAll } from '../judge/accepts.ts';
import type { Literal, SomeMemberNode } from '../schema/node.ts';
import { memberLiterals, type ObjectShape, readObjectShape } from './object-shape.ts';
import { found, none, type Result, Tried, unknown } from './result.ts';
import type { Search } from './search.ts';
import { unmentionedNames } from './unmentioned-names.ts';

/** Objects with more members are not made. */
const mostMembers = 500;

/** Finds an object that fits, with no more members than it needs. */
export function findObject(search: Search, atoms: readonly Literal[]): Result {
  const shape = readObjectShape(atoms);
  return shape === undefined ? none : new ObjectSearch(search, shape).place(0);
}

class ObjectSearch {
  readonly #search: Search;
  readonly #shape: ObjectShape;
  /** What each member that was chosen fits. */
  readonly #chosen = new Map<string, readonly Literal[]>();

  constructor(search: Search, shape: ObjectShape) {
    this.#search = search;
    this.#shape = shape;
  }

  /** Gives every member that must be there a name, in each way there is, and then a value. */
  place(index: number): Result {
    const wanted = this.#shape.some[index];
    if (wanted === undefined) return this.#complete();
    const tried = new Tried();
    for (const name of this.#namesFor(wanted, tried)) {
      const before = this.#chosen.get(name);
      const own = before ?? this.#literalsOf(name, tried);
      if (own === undefined) continue;
      const literals = [...own, ...wanted.value];
      const value = this.#search.solve(literals);
      tried.add(value);
      if (value.kind !== 'found') continue;
      this.#chosen.set(name, literals);
      const result = this.place(index + 1);
      if (before === undefined) this.#chosen.delete(name);
      else this.#chosen.set(name, before);
      if (result.kind === 'found') return result;
      tried.add(result);
    }
    return tried.result;
  }

  *#namesFor(wanted: SomeMemberNode, tried: Tried): Generator<string> {
    if (wanted.name !== undefined) {
      yield wanted.name;
      return;
    }
    const taken = [...this.#chosen.keys()];
    for (const name of new Set([...taken, ...this.#shape.mentioned])) {
      if (fitsAll(name, wanted.names) !== false) yield name;
    }
    yield* unmentionedNames(this.#search, { shape: this.#shape, wanted: wanted.names, taken }, tried);
  }

  /** What a member of this name fits; `undefined` where it must not be there, or where that is not known. */
  #literalsOf(name: string, tried: Tried): readonly Literal[] | undefined {
    if (this.#shape.absent.has(name) || fitsAll(name, this.#shape.names) === false) return undefined;
    const literals = memberLiterals(this.#shape, name);
    const at = this.#shape.members[0]?.at;
    if (literals === undefined && at !== undefined)
      tried.add(unknown({ at, because: 'a pattern of names cannot be run' }));
    return literals?.some(({ node }) => node.kind === 'never') ? undefined : literals;
  }

  #complete(): Result {
    const chosen = new Map(this.#chosen);
    const tried = new Tried();
    for (const name of this.#shape.required) {
      const literals = chosen.get(name) ?? this.#literalsOf(name, tried);
      if (literals === undefined) return tried.result;
      chosen.set(name, literals);
    }
    if (chosen.size > this.#shape.most) return none;
    if (this.#shape.least > mostMembers) return tooMany(this.#shape);
    return this.#valuesOf(chosen);
  }

  #valuesOf(chosen: Map<string, readonly Literal[]>): Result {
    const value: JsonObject = Object.create(null);
    const tried = new Tried();
    for (const [name, literals] of chosen) {
      const member = this.#search.solve(literals);
      if (member.kind === 'none') return none;
      tried.add(member);
      if (member.kind === 'found') value[name] = member.value;
    }
    if (tried.result.kind === 'unknown') return tried.result;
    return this.#fill(value, tried);
  }

  /** Adds members until there are enough. */
  #fill(value: JsonObject, tried: Tried): Result {
    const add = (name: string): boolean => {
      const literals = Object.hasOwn(value, name) ? undefined : this.#literalsOf(name, tried);
      const member = literals === undefined ? none : this.#search.solve(literals);
      tried.add(member);
      if (member.kind === 'found') value[name] = member.value;
      return member.kind === 'found';
    };
    let count = Object.keys(value).length;
    for (const name of this.#shape.mentioned) {
      if (count >= this.#shape.least) break;
      if (add(name)) count += 1;
    }
    while (count < this.#shape.least) {
      const taken = Object.keys(value);
      const names = unmentionedNames(this.#search, { shape: this.#shape, wanted: [], taken }, tried);
      if (!names.some(add)) return tried.result;
      count += 1;
    }
    return found(value);
  }
}

const tooMany = ({ members }: ObjectShape): Result =>
  unknown({
    at: members[0]?.at ?? { side: 'inner', file: '', pointer: '', keyword: 'minProperties' },
    because: 'more members would be needed than are made',
  });
