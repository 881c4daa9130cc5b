import type { JsonObject, JsonValue } from '../../src/codec/json-value.ts';
import { emptyNode, type NodeDraft } from '../../src/contract/empty-node.ts';
import type { Place } from '../../src/contract/place.ts';
import { PlaceGraph } from '../../src/contract/place-graph.ts';
import { listKeywords, mapKeywords, singleKeywords } from '../../src/contract/schema-keywords.ts';
import type { SchemaNode } from '../../src/contract/schema-node.ts';

const structural: ReadonlySet<string> = new Set([...singleKeywords, ...mapKeywords, ...listKeywords, '$ref', '$defs']);

/** A plain JSON Schema as a graph of nodes; `$ref` may point at `#` and `#/...` of the same schema, also recursively. */
export function nodeOf(schema: JsonValue): SchemaNode {
  return new Graph(schema).node(schema, '');
}

/** What stands at each place that a schema speaks about, for tests that show values. */
export const placeOf = (node: SchemaNode): Place => new PlaceGraph().place(node);

class Graph {
  readonly #root: JsonValue;
  readonly #nodes = new Map<string, NodeDraft>();

  constructor(root: JsonValue) {
    this.#root = root;
  }

  node(schema: JsonValue, pointer: string): SchemaNode {
    const known = this.#nodes.get(pointer);
    if (known !== undefined) return known;
    const draft = emptyNode({ file: 'test', pointer });
    this.#nodes.set(pointer, draft);
    if (typeof schema === 'boolean') draft.always = schema;
    else this.#fill(draft, asObject(schema), pointer);
    return draft;
  }

  #fill(draft: NodeDraft, schema: JsonObject, pointer: string): void {
    draft.keywords = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !structural.has(keyword)));
    for (const keyword of singleKeywords) {
      const part = schema[keyword];
      if (part !== undefined) draft[keyword] = this.node(part, `${pointer}/${keyword}`);
    }
    for (const keyword of mapKeywords) {
      const entries = Object.entries(asObject(schema[keyword] ?? {}));
      draft[keyword] = new Map(
        entries.map(([name, part]) => [name, this.node(part, step(`${pointer}/${keyword}`, name))]),
      );
    }
    for (const keyword of listKeywords) {
      const parts = schema[keyword];
      if (Array.isArray(parts))
        draft[keyword] = parts.map((part, at) => this.node(part, `${pointer}/${keyword}/${at}`));
    }
    const reference = schema['$ref'];
    if (typeof reference === 'string') draft.ref = this.node(this.#resolve(reference), reference.slice(1));
  }

  #resolve(reference: string): JsonValue {
    let value: JsonValue | undefined = this.#root;
    for (const name of reference.split('/').slice(1)) {
      const key = name.replaceAll('~1', '/').replaceAll('~0', '~');
      value = Array.isArray(value) ? value[Number(key)] : asObject(value ?? {})[key];
    }
    if (value === undefined) throw new Error(`${reference} leads nowhere`);
    return value;
  }
}

const step = (pointer: string, name: string): string =>
  `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const asObject = (value: JsonValue): JsonObject => value as JsonObject;
