import type { JsonValue } from '../../../codec/json-value.ts';
import type { Origin } from '../schema/node.ts';

/** Why nothing is known of a goal: the keyword that no rule decides. */
export interface Hindrance {
  readonly at: Origin;
  readonly because: string;
}

/** A value that fits all literals of a goal, the certainty that there is none, or neither. */
export type Result =
  | { readonly kind: 'found'; readonly value: JsonValue }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly hindrances: readonly Hindrance[] };

/** Nothing fits. */
export const none: Result = { kind: 'none' };

/** This value fits. */
export const found = (value: JsonValue): Result => ({ kind: 'found', value });

const mostKept = 8;

/** Nothing is known, for these reasons. */
export const unknown = (...hindrances: readonly Hindrance[]): Result => ({
  kind: 'unknown',
  hindrances: hindrances.slice(0, mostKept),
});

/** What is left of several ways that were all tried: none of them found anything. */
export class Tried {
  #hindrances: readonly Hindrance[] | undefined;

  add(result: Result): void {
    if (result.kind !== 'unknown') return;
    const known = this.#hindrances ?? [];
    this.#hindrances = [...known, ...result.hindrances.filter((hindrance) => !known.includes(hindrance))].slice(
      0,
      mostKept,
    );
  }

  /** `none` where every way was `none`. */
  get result(): Result {
    return this.#hindrances === undefined ? none : unknown(...this.#hindrances);
  }
}
