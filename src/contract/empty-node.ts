import { createBareObject } from '../codec/bare-object.ts';
import { emptyList, emptyMap } from './empty.ts';
import type { SchemaNode } from './schema-node.ts';

/** A schema that is still written to. */
export type NodeDraft = { -readonly [Member in keyof SchemaNode]: SchemaNode[Member] };

let nextId = 1;

/** A schema that says nothing yet, to be filled; each has a number of its own. */
export function emptyNode(origin: SchemaNode['origin']): NodeDraft {
  return {
    id: nextId++,
    origin,
    always: undefined,
    keywords: createBareObject(),
    ref: undefined,
    properties: emptyMap(),
    patternProperties: emptyMap(),
    additionalProperties: undefined,
    unevaluatedProperties: undefined,
    propertyNames: undefined,
    dependentSchemas: emptyMap(),
    prefixItems: emptyList,
    items: undefined,
    unevaluatedItems: undefined,
    contains: undefined,
    allOf: emptyList,
    anyOf: emptyList,
    oneOf: emptyList,
    not: undefined,
    if: undefined,
    then: undefined,
    else: undefined,
  };
}
