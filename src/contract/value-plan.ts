import type { Codec } from '../codec/codec.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { ValuePath } from '../codec/value-path.ts';
import type { Place } from './place.ts';
import type { SchemaNode } from './schema-node.ts';

/** What becomes of one declared value on its way to the upstream. */
export interface Rule {
  readonly target: Target;
  /** `default` in the caller's terms, or `undefined`. */
  readonly fallback: JsonValue | undefined;
}

/** Where a declared value goes. */
export type Target =
  | { readonly kind: 'drop' }
  /**
   * A named place outside the body; the value goes to `slots[index]` of the operation. With `member` it is one of several
   * that are gathered into the object there: the path below that object.
   */
  | { readonly kind: 'slot'; readonly index: number; readonly member?: ValuePath | undefined }
  /** A member of the outgoing body: below where the enclosing object lands, or below the body's root. */
  | { readonly kind: 'member'; readonly path: ValuePath; readonly fromRoot: boolean }
  /**
   * The value is an object for the upstream, and its members land beside it: in the enclosing object, or, where a codec
   * makes them outside a body, in the slots by name.
   */
  | { readonly kind: 'spread'; readonly slots: ReadonlyMap<string, number> | undefined }
  /**
   * A rule of a holder: the option of the value's `choice` that applies says where it goes. A rule of an option: no branch
   * says where the value goes, so the holder's rule counts.
   */
  | { readonly kind: 'chosen' };

/**
 * How one value of the caller becomes a value of the upstream's. A graph that may have cycles.
 *
 * Where `choice` is there, all else is empty: one of its options is run instead.
 */
export interface ValuePlan {
  readonly place: Place;
  /** True when nothing here or below is renamed, moved, dropped, converted or defaulted. */
  readonly identity: boolean;
  /** Applied after the members and items were mapped. */
  readonly codec: Codec | undefined;
  /** Declared members, in schema order. */
  readonly members: ReadonlyMap<string, MemberPlan>;
  /**
   * Positions of a list with a schema of their own, each named by its index; one that stays in the list has its index, a
   * number, as its path.
   */
  readonly prefix: readonly MemberPlan[];
  /** What becomes of the items that stand after `prefix`. */
  readonly items: ValuePlan | undefined;
  /** What becomes of the members that only `additionalProperties` describes. */
  readonly additional: ValuePlan | undefined;
  /** What becomes of undeclared members by their names: the first entry that matches speaks. */
  readonly patterns: readonly PatternPlan[];
  /** Mappings that count on a branch. */
  readonly choice: Choice | undefined;
  /** True for an object whose members all land outside of it: nothing is sent in its place, not even `{}`. */
  readonly leavesNothing: boolean;
}

/** What becomes of one declared member of an object. */
export interface MemberPlan {
  readonly name: string;
  readonly rule: Rule;
  readonly value: ValuePlan;
}

/** What becomes of the members whose names match a pattern. */
export interface PatternPlan {
  /** As authored; several of them where one name may match each. */
  readonly pattern: string;
  matches(name: string): boolean;
  readonly value: ValuePlan;
}

/** One decision between branches: of one `oneOf`, `anyOf`, `if` or entry of `dependentSchemas`. */
export interface Choice {
  /** The same number for values about which one decision is made together. */
  readonly decision: number;
  /**
   * Whose value the branches are about: the planned value itself, or, for a parameter, the object of all parameters of its
   * location.
   */
  readonly about: 'value' | 'group';
  /** In the order in which they are asked: the first that applies is run. Where none does, the value fits no branch. */
  readonly options: readonly BranchOption[];
}

/** One way that a decision may go: a complete plan of the value, with further decisions in it where there are any. */
export interface BranchOption {
  /** The branches that apply with it, as findings and coverage name them; none where it is what remains. */
  readonly branches: readonly SchemaNode[];
  /** It applies to a value that fits all of these, */
  readonly fits: readonly SchemaNode[];
  /** and that has this member, where one is named. */
  readonly has: string | undefined;
  /** Where the value goes, where a branch says so (`takenBy`). */
  readonly rule: Rule;
  readonly value: ValuePlan;
}
