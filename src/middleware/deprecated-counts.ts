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

/** How many callers are told apart for each deprecated thing. */
const mostKeys = 1000;
/** More is no key, but a credential or a whole header. */
const longestKey = 128;

/** Counts the uses of what is deprecated. Memory is bounded by the contracts: so many callers for each thing that they name. */
export class DeprecatedCounts {
  readonly #things = new Map<DeprecatedUse, Map<string | undefined, Row>>();
  readonly #others = new Map<DeprecatedUse, Row>();
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
    const rows = [...this.#things.values()].flatMap((byKey) => [...byKey.values()]);
    return [...rows, ...this.#others.values()].map((row) => ({ ...row }));
  }

  #row(operation: string, use: DeprecatedUse, key: string | undefined): Row {
    const byKey = this.#things.get(use) ?? new Map<string | undefined, Row>();
    this.#things.set(use, byKey);
    const known = byKey.get(key);
    if (known !== undefined) return known;
    if (byKey.size < mostKeys) {
      const row = this.#empty(operation, use, key);
      byKey.set(key, row);
      return row;
    }
    const others = this.#others.get(use) ?? { ...this.#empty(operation, use, undefined), others: true };
    this.#others.set(use, others);
    return others;
  }

  #empty(operation: string, { kind, in: location, name, instead, deprecation }: DeprecatedUse, key: Row['key']): Row {
    const firstMs = this.#now();
    const { sunset } = deprecation;
    const row = { operation, kind, in: location, name, instead, sunset, key };
    return { ...row, others: false, count: 0, firstMs, lastMs: firstMs };
  }
}
