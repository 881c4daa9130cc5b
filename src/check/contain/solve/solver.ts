import { fitsAll } from '../judge/accepts.ts';
import { type Literal, literalId } from '../schema/node.ts';
import type { NodeFactory } from '../schema/node-factory.ts';
import { everyType, singleTypes, type TypeSet } from '../schema/value-types.ts';
import type { LanguageStore } from '../text/language-store.ts';
import { decide } from './decide.ts';
import { emptyState, extend } from './expand.ts';
import { possibleTypes } from './possible-types.ts';
import { none, type Result, Tried, unknown } from './result.ts';
import type { Search } from './search.ts';

/** What is known of goals, whoever asks: it rests on nothing but the goal. */
export type KnownResults = Map<string, Result>;

/** Values are looked for so many levels deep. */
const deepest = 60;

/**
 * Finds a value that fits some literals, or shows that there is none.
 *
 * Where a part of the value is to fit what the whole fits, there is `none` that is smaller: were there one, it would have been
 * the value to look for. So recursive schemas come to an end. What rests on this is kept for good only when the question
 * above is answered by `none`, too.
 */
export class Solver implements Search {
  readonly factory: NodeFactory;
  readonly languages: LanguageStore;
  readonly budget: { steps: number };
  readonly #known: KnownResults;
  /** Goals that are being solved, by their depth. */
  readonly #open = new Map<string, number>();
  /** Goals with no value, as long as the open goals have none that are above; the least of their depths, and the goal's own. */
  readonly #assumed = new Map<string, { readonly restsOn: number; readonly depth: number }>();
  readonly #unknown = new Map<string, Result>();
  /** The least depth of the open goals that were taken to have no smaller value. */
  #restsOn = Number.POSITIVE_INFINITY;

  constructor(shared: { factory: NodeFactory; languages: LanguageStore; known: KnownResults }, steps: number) {
    this.factory = shared.factory;
    this.languages = shared.languages;
    this.#known = shared.known;
    this.budget = { steps };
  }

  solve(literals: readonly Literal[]): Result {
    const goal = new Map(literals.map((literal) => [literalId(literal), literal]));
    for (const id of goal.keys()) if (goal.has(-id)) return none;
    const key = [...goal.keys()].sort((a, b) => a - b).join(',');
    const known = this.#known.get(key) ?? this.#unknown.get(key);
    if (known !== undefined) return known;
    const assumed = this.#open.get(key) ?? this.#assumed.get(key)?.restsOn;
    if (assumed !== undefined) {
      this.#restsOn = Math.min(this.#restsOn, assumed);
      return none;
    }
    return this.#solveNew(key, [...goal.values()]);
  }

  #solveNew(key: string, goal: readonly Literal[]): Result {
    const depth = this.#open.size;
    if (depth > deepest)
      return unknown(...goal.slice(0, 1).map(({ node }) => ({ at: node.at, because: 'it is nested too deep' })));
    const outside = this.#restsOn;
    this.#restsOn = Number.POSITIVE_INFINITY;
    this.#open.set(key, depth);
    const result = this.#solveTypes(goal);
    this.#open.delete(key);
    const restsOn = this.#restsOn < depth ? this.#restsOn : Number.POSITIVE_INFINITY;
    this.#settle(key, result, { depth, restsOn });
    this.#restsOn = Math.min(outside, restsOn);
    return result;
  }

  #settle(key: string, result: Result, { depth, restsOn }: { depth: number; restsOn: number }): void {
    const isSure = result.kind === 'none' && restsOn === Number.POSITIVE_INFINITY;
    for (const [other, assumed] of this.#assumed) {
      // Whatever was found below may rest on this one, beside the one that is noted.
      if (result.kind !== 'none' && assumed.depth > depth) this.#assumed.delete(other);
      if (result.kind !== 'none' || assumed.restsOn < depth) continue;
      this.#assumed.delete(other);
      if (isSure) this.#known.set(other, none);
      else this.#assumed.set(other, { ...assumed, restsOn });
    }
    if (result.kind === 'unknown') this.#unknown.set(key, result);
    else if (result.kind === 'found' || isSure) this.#known.set(key, result);
    else this.#assumed.set(key, { restsOn, depth });
  }

  #solveTypes(goal: readonly Literal[]): Result {
    const possible = goal.reduce<TypeSet>((types, literal) => types & possibleTypes(literal), everyType);
    const tried = new Tried();
    for (const type of singleTypes) {
      if ((possible & type) === 0) continue;
      const result = this.#solveType(goal, type);
      if (result.kind === 'found') return result;
      tried.add(result);
    }
    return tried.result;
  }

  #solveType(goal: readonly Literal[], type: TypeSet): Result {
    for (const isStrict of [false, true]) {
      const manner = { factory: this.factory, isStrict };
      const state = extend(emptyState(type), goal, manner);
      const result = state === undefined ? none : decide(this, state, manner);
      if (result.kind === 'none') return none;
      if (result.kind === 'found' && fitsAll(result.value, goal) !== false) return result;
      // What was found without regard to the other branches of `oneOf` is looked for once more.
      if (isStrict && result.kind === 'unknown') return result;
    }
    return unknown(
      ...goal.slice(0, 2).map(({ node }) => ({ at: node.at, because: 'its parts fit, but no whole was found' })),
    );
  }
}
