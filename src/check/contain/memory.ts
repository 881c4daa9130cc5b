import type { JsonValue } from '../../codec/json-value.ts';
import type { SchemaSource } from '../../openapi/read/schema-source.ts';
import type { Node } from './schema/node.ts';
import { Interner, NodeFactory } from './schema/node-factory.ts';
import type { SchemaPlace } from './schema/reading.ts';
import { SchemaReader } from './schema/translate.ts';
import type { KnownResults } from './solve/solver.ts';
import { LanguageStore } from './text/language-store.ts';

/** More goals than this are forgotten between two questions. */
const mostKept = 200_000;

/**
 * What was found out about schemas, so that many questions about the same documents are answered faster.
 *
 * Schemas must not be changed while it is in use: they are known by identity. Forgotten with the last reference to it.
 */
export class Memory {
  readonly factory = new NodeFactory(new Interner());
  readonly languages = new LanguageStore();
  readonly known: KnownResults = new Map();
  readonly #readers = new Map<SchemaSource, { readonly inner: SchemaReader; readonly outer: SchemaReader }>();
  readonly #nodes = new WeakMap<object, Map<string, Node>>();

  /** The node of a schema. */
  node(schema: JsonValue, source: SchemaSource, place: SchemaPlace): Node {
    if (this.known.size > mostKept) this.known.clear();
    const reader = this.#reader(source)[place.side];
    if (typeof schema !== 'object' || schema === null) return reader.read(schema, place);
    const kept = this.#nodes.get(schema) ?? new Map<string, Node>();
    this.#nodes.set(schema, kept);
    const key = `${place.side} ${this.#number(source)} ${place.file} ${place.pointer}`;
    const node = kept.get(key) ?? reader.read(schema, place);
    kept.set(key, node);
    return node;
  }

  #reader(source: SchemaSource): { readonly inner: SchemaReader; readonly outer: SchemaReader } {
    const known = this.#readers.get(source);
    if (known !== undefined) return known;
    const number = this.#readers.size;
    const made = {
      inner: new SchemaReader(this.factory, source, number),
      outer: new SchemaReader(this.factory, source, number),
    };
    this.#readers.set(source, made);
    return made;
  }

  #number(source: SchemaSource): number {
    return [...this.#readers.keys()].indexOf(source);
  }
}
