import type { Codec } from '../codec/codec.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { Place } from './place.ts';

/** What becomes of one declared value on its way to the upstream. */
export interface Rule {
  readonly target: Target;
  /** `default` in the caller's terms, or `undefined`. */
  readonly fallback: JsonValue | undefined;
}

/** Where a declared value goes. */
export type Target =
  | { readonly kind: 'drop' }
  /** A named place outside the body; the value goes to `slots[index]` of the operation. */
  | { readonly kind: 'slot'; readonly index: number }
  /** A member of the outgoing body: below where the enclosing object lands, or below the body's root. */
  | { readonly kind: 'member'; readonly path: readonly string[]; readonly fromRoot: boolean };

/** How one value of the caller becomes a value of the upstream's. A graph that may have cycles. */
export interface ValuePlan {
  readonly place: Place;
  /** True when nothing here or below is renamed, moved, dropped, converted or defaulted. */
  readonly identity: boolean;
  /** Applied after the members and items were mapped. */
  readonly codec: Codec | undefined;
  /** Declared members, in schema order. */
  readonly members: ReadonlyMap<string, MemberPlan>;
  readonly items: ValuePlan | undefined;
  /** What becomes of the members that only `additionalProperties` describes. */
  readonly additional: ValuePlan | undefined;
  /** True for an object whose members all land outside of it: nothing is sent in its place, not even `{}`. */
  readonly leavesNothing: boolean;
}

/** What becomes of one declared member of an object. */
export interface MemberPlan {
  readonly name: string;
  readonly rule: Rule;
  readonly value: ValuePlan;
}
