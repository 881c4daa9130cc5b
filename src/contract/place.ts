import type { JsonType } from '../codec/json-type.ts';
import type { SchemaNode } from './schema-node.ts';

/**
 * How members that nobody names are treated at a place:
 * `closed` by the location's `unknown` policy; `free` because no member is declared at all;
 * `own` because a schema speaks of additional or unevaluated properties itself, and so decides itself.
 */
export type Openness = 'closed' | 'free' | 'own';

/**
 * One place in the data, with every schema that speaks about it: through `$ref`, `allOf` (certain), and through
 * `anyOf`, `oneOf`, `if`, `then`, `else`, `dependentSchemas` (conditional). A graph that may have cycles.
 */
export interface Place {
  readonly id: number;
  /** The schemas that name this place, before their references and `allOf` are followed. */
  readonly entries: readonly SchemaNode[];
  /** Schemas that always apply, in schema order. */
  readonly certain: readonly SchemaNode[];
  /** Schemas that apply only on a branch. */
  readonly conditional: readonly SchemaNode[];
  /** Branches of which it has been decided whether their mapping counts here; others may hold a choice. */
  readonly settled: ReadonlySet<SchemaNode>;
  /** The types that the certain schemas leave possible (`type`, else the types of `enum` and `const`); empty: any. */
  readonly types: readonly JsonType[];
  readonly members: ReadonlyMap<string, Place>;
  /** `patternProperties`, each with its compiled test. */
  readonly patterns: readonly PatternMembers[];
  /** What `additionalProperties` (a schema, not a boolean) says of the other members. */
  readonly additional: Place | undefined;
  readonly prefixItems: readonly Place[];
  readonly items: Place | undefined;
  readonly openness: Openness;
  /** `x-sensitive` (or `writeOnly`) in any schema of the place. */
  readonly sensitive: boolean;
  readonly readOnly: boolean;
  /** The first `x-hint` of the certain schemas. */
  readonly hint: string | undefined;
  /** The member names that are always required here. */
  readonly required: ReadonlySet<string>;
}

/** The members whose names match one pattern. */
export interface PatternMembers {
  readonly pattern: string;
  readonly place: Place;
  matches(name: string): boolean;
}
