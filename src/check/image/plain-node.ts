import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { listKeywords, mapKeywords, singleKeywords } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import type { Definitions } from './definitions.ts';
import { ownKeywords } from './node-keywords.ts';
import type { PlainSchema } from './plain-schema.ts';

/** Keywords of a schema that say something only together with schemas beside them. */
const more = ['required', 'minContains', 'maxContains'];

/** Schemas of a contract as they are judged, keyword by keyword, without what is ours. */
export class PlainNodes {
  readonly #definitions: Definitions;
  readonly #references = new Map<SchemaNode, string>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /** The very same schema: what one accepts the other accepts, apart from names that nobody declares. */
  of(node: SchemaNode): PlainSchema {
    if (node.always !== undefined) return node.always;
    const schema: JsonObject = ownKeywords(node);
    for (const keyword of more) {
      const value = node.keywords[keyword];
      if (value !== undefined) schema[keyword] = value;
    }
    if (node.ref !== undefined) schema['$ref'] = this.#refer(node.ref);
    for (const keyword of singleKeywords) {
      const part = node[keyword];
      if (part !== undefined) schema[keyword] = this.of(part);
    }
    for (const keyword of mapKeywords) {
      if (node[keyword].size > 0) schema[keyword] = this.#map(node[keyword]);
    }
    for (const keyword of listKeywords) {
      if (node[keyword].length > 0) schema[keyword] = node[keyword].map((part) => this.of(part));
    }
    return this.#definitions.note(schema, node.origin);
  }

  #map(parts: ReadonlyMap<string, SchemaNode>): JsonValue {
    return Object.fromEntries([...parts].map(([name, part]) => [name, this.of(part)]));
  }

  #refer(node: SchemaNode): string {
    const known = this.#references.get(node);
    if (known !== undefined) return known;
    const reference = this.#definitions.reserve(node.origin);
    // A recursive schema meets itself, so the reference is there before the schema is.
    this.#references.set(node, reference);
    this.#definitions.define(reference, this.of(node));
    return reference;
  }
}
