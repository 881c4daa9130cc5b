import type { JsonValue } from '../codec/json-value.ts';

/** Where a schema stands in its file, for findings. */
export interface SchemaOrigin {
  readonly file: string;
  readonly pointer: string;
}

/**
 * One schema object of a contract with its references resolved: a node of a graph that may have cycles.
 *
 * Every keyword that holds a schema is a member of its own here; all other keywords, as authored (frozen), are in
 * `keywords`. A boolean schema has `always` set and nothing else.
 */
export interface SchemaNode {
  /** Unique in the process; the same authored schema is always the same node. */
  readonly id: number;
  readonly origin: SchemaOrigin;
  /** `true` or `false` for a boolean schema, otherwise `undefined`. */
  readonly always: boolean | undefined;
  /** The keywords without subschemas: `type`, `enum`, `minimum`, `required`, `x-upstream`, `description`, ... */
  readonly keywords: Readonly<Record<string, JsonValue>>;
  readonly ref: SchemaNode | undefined;
  readonly properties: ReadonlyMap<string, SchemaNode>;
  readonly patternProperties: ReadonlyMap<string, SchemaNode>;
  readonly additionalProperties: SchemaNode | undefined;
  readonly unevaluatedProperties: SchemaNode | undefined;
  readonly propertyNames: SchemaNode | undefined;
  readonly dependentSchemas: ReadonlyMap<string, SchemaNode>;
  readonly prefixItems: readonly SchemaNode[];
  readonly items: SchemaNode | undefined;
  readonly unevaluatedItems: SchemaNode | undefined;
  readonly contains: SchemaNode | undefined;
  readonly allOf: readonly SchemaNode[];
  readonly anyOf: readonly SchemaNode[];
  readonly oneOf: readonly SchemaNode[];
  readonly not: SchemaNode | undefined;
  readonly if: SchemaNode | undefined;
  readonly then: SchemaNode | undefined;
  readonly else: SchemaNode | undefined;
}
