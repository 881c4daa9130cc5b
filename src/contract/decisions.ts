import { type BranchCase, branchCases, type CaseScope } from './branch-cases.ts';
import { undecidedGroup } from './branch-group.ts';
import { MapsBelow } from './maps-below.ts';
import type { Place } from './place.ts';
import type { SchemaNode } from './schema-node.ts';

/** The most decisions between branches about one value; each has a few plans. */
const mostDecisions = 256;

/** What is to be decided at a place between branches that hold mappings. */
export interface Decision {
  /** The place with all that needs no deciding: branches of which only one is possible. */
  readonly place: Place;
  /** The ways that the next decision may go; empty where none is left. */
  readonly cases: readonly BranchCase[];
}

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
      if (others.length > 0) return this.#mayGoOn(start, group.holder) ? { place, cases } : { place, cases: [] };
      place = only.place;
    }
  }

  #mayGoOn(start: Place, holder: SchemaNode): boolean {
    const origin = this.#origins.get(start) ?? start;
    const count = (this.#counts.get(origin) ?? 0) + 1;
    this.#counts.set(origin, count);
    if (count <= mostDecisions) return true;
    this.#scope.findings.add(holder.origin.file, holder.origin.pointer, {
      rule: 'branches-too-many',
      message: `the branches that may apply together with these lead to more than ${mostDecisions} decisions about one value`,
      cure: 'let branches exclude each other by a `const` of a required member, or move mappings out of them',
    });
    return false;
  }
}
