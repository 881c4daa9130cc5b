import { type BranchCase, branchCases, type CaseScope } from './branch-cases.ts';
import { undecidedGroup } from './branch-group.ts';
import type { Fault } from './finding.ts';
import { MapsBelow } from './maps-below.ts';
import type { Place } from './place.ts';

/** The most decisions between branches about one value; each has a few plans. */
const mostDecisions = 256;

/** What is to be decided at a place between branches that hold mappings. */
export interface Decision {
  /** The place with all that needs no deciding: branches of which only one is possible. */
  readonly place: Place;
  /** The ways that the next decision may go; empty where none is left. */
  readonly cases: readonly BranchCase[];
}

/** Whether a branch says where the value itself goes, and not only what becomes of its parts. */
export const movesByBranch = ({ conditional }: Place): boolean =>
  conditional.some(({ keywords }) => keywords['x-upstream'] !== undefined);

/** Finds the decisions about the values of places, each place once. */
export class Decisions {
  readonly #scope: CaseScope;
  readonly #maps = new MapsBelow();
  readonly #known = new Map<Place, Decision>();
  /** The place before the first decision, for those that decisions led to. */
  readonly #origins = new Map<Place, Place>();
  readonly #counts = new Map<Place, number>();

  constructor(scope: CaseScope) {
    this.#scope = scope;
  }

  at(start: Place): Decision {
    const known = this.#known.get(start);
    if (known !== undefined) return known;
    const decision = this.#decide(start);
    this.#known.set(start, decision);
    const origin = this.#origins.get(start) ?? start;
    for (const { place } of decision.cases) this.#origins.set(place, origin);
    return decision;
  }

  /** Whether some mapping stands at a place or below it. */
  maps({ entries }: Place): boolean {
    return entries.some((node) => this.#maps.has(node));
  }

  #decide(start: Place): Decision {
    let place = start;
    for (;;) {
      const group = undecidedGroup(place, this.#maps);
      if (group === undefined) return { place, cases: [] };
      const cases = branchCases(group, place, this.#scope);
      const [only, ...others] = cases;
      if (only === undefined) return { place, cases: [] };
      if (others.length > 0) return this.#mayGoOn(start) ? { place, cases } : { place, cases: [] };
      place = only.place;
    }
  }

  #mayGoOn(start: Place): boolean {
    const origin = this.#origins.get(start) ?? start;
    const count = (this.#counts.get(origin) ?? 0) + 1;
    this.#counts.set(origin, count);
    if (count === mostDecisions + 1) {
      const { file, pointer } = origin.entries[0]?.origin ?? { file: '', pointer: '' };
      this.#scope.findings.add(file, pointer, tooMany);
    }
    return count <= mostDecisions;
  }
}

const tooMany: Fault = {
  rule: 'branches-too-many',
  message: `the branches with mappings of this schema may apply together in so many ways that it takes more than ${mostDecisions} decisions to tell`,
  cure: 'let branches exclude each other by a `const` of a required member, or move mappings out of them',
};
