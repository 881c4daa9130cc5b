import type { Location } from '../http/location.ts';
import type { Clock, DeprecatedUse } from '../pipeline/ageing/deprecated-use.ts';

/** How often a caller used something deprecated, since the start of the process. */
export interface DeprecatedCount {
  readonly operation: string;
  readonly kind: DeprecatedUse['kind'];
  /** Where it stands; `undefined` for an operation. */
  readonly in: Location | undefined;
  /** As callers write it; of an operation its name. */
  readonly name: string;
  readonly instead: string | undefined;
  /** The date of its end, as the contract writes it. */
  readonly sunset: string | undefined;
  /** What the option `callerKey` gave; `undefined` where it gave nothing. */
  readonly key: string | undefined;
  /** True for the row of all callers that came when there were too many rows to tell them apart. */
  readonly others: boolean;
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly firstMs: number;
  readonly lastMs: number;
}

type Row = { -readonly [Member in keyof DeprecatedCount]: DeprecatedCount[Member] };

/** Something that is deprecated, with a row for each caller, and one for those that are too many. */
interface Thing {
  readonly byKey: Map<string | undefined, Row>;
  others: Row | undefined;
}

/** How many callers are told apart for each deprecated thing. */
const mostKeys = 1000;
/** More is no key, but a credential or a whole header. */
const longestKey = 128;

/** Counts the uses of what is deprecated. Memory is bounded by the contracts: so many callers for each thing that they name. */
export class DeprecatedCounts {
  /** By what is deprecated, in words: after a reload it is another object. */
  readonly #things = new Map<string, Thing>();
  readonly #known = new WeakMap<DeprecatedUse, Thing>();
  readonly #now: Clock;

  constructor(now: Clock) {
    this.#now = now;
  }

  note(operation: string, use: DeprecatedUse, written: string | undefined): void {
    const key = written?.slice(0, longestKey);
    const row = this.#row(operation, use, key);
    row.count += 1;
    row.lastMs = this.#now();
  }

  /** Every row that is not zero, in the order in which they were first seen. */
  list(): DeprecatedCount[] {
    const things = [...this.#things.values()];
    const rows = things.flatMap(({ byKey }) => [...byKey.values()]);
    return [...rows, ...things.flatMap(({ others }) => others ?? [])].map((row) => ({ ...row }));
  }

  #row(operation: string, use: DeprecatedUse, key: string | undefined): Row {
    const thing = this.#known.get(use) ?? this.#thing(operation, use);
    const known = thing.byKey.get(key);
    if (known !== undefined) return known;
    if (thing.byKey.size < mostKeys) {
      const row = this.#empty(operation, use, key);
      thing.byKey.set(key, row);
      return row;
    }
    thing.others ??= { ...this.#empty(operation, use, undefined), others: true };
    return thing.others;
  }

  #thing(operation: string, use: DeprecatedUse): Thing {
    const words = JSON.stringify([operation, use.kind, use.in, use.name, use.instead, use.deprecation.sunset]);
    const thing: Thing = this.#things.get(words) ?? { byKey: new Map(), others: undefined };
    this.#things.set(words, thing);
    this.#known.set(use, thing);
    return thing;
  }

  #empty(operation: string, { kind, in: location, name, instead, deprecation }: DeprecatedUse, key: Row['key']): Row {
    const firstMs = this.#now();
    const { sunset } = deprecation;
    const row = { operation, kind, in: location, name, instead, sunset, key };
    return { ...row, others: false, count: 0, firstMs, lastMs: firstMs };
  }
}
