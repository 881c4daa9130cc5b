/*
 * Reads JSON Schema 2020-12 into nodes: every keyword is a node of its own, and a schema is all of them. Children are read
 * at once, references when they are followed. What no rule reads becomes an opaque node.
 */
import { isObject } from '../../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../../codec/json-value.ts';
import { escapePointerToken } from '../../../codec/pointer-token.ts';
import type { SchemaSource } from '../../../openapi/read/schema-source.ts';
import { branchNodes } from './branch-keywords.ts';
import { listNodes } from './list-keywords.ts';
import type { Node, Origin } from './node.ts';
import type { NodeFactory } from './node-factory.ts';
import { objectNodes } from './object-keywords.ts';
import type { Opened, Reading, SchemaPlace } from './reading.ts';
import { scalarNodes } from './scalar-keywords.ts';
import { unevaluatedNodes } from './unevaluated-keywords.ts';

type Path = readonly (string | number)[];

/** Deeper schemas are read where a reference leads to them, or not at all. */
const deepest = 120;

/** Reads the schemas of one source for one side. */
export class SchemaReader {
  readonly #factory: NodeFactory;
  readonly #source: SchemaSource;
  readonly #sourceNumber: number;
  readonly #byReference = new Map<string, Node>();

  constructor(factory: NodeFactory, source: SchemaSource, sourceNumber: number) {
    this.#factory = factory;
    this.#source = source;
    this.#sourceNumber = sourceNumber;
  }

  /** Never throws for what is no schema: that becomes an opaque node. */
  read(schema: JsonValue, place: SchemaPlace): Node {
    return this.#read(schema, place, 0);
  }

  #read(schema: JsonValue, place: SchemaPlace, depth: number): Node {
    const at: Origin = { ...place, keyword: '' };
    if (schema === true) return this.#factory.any(at);
    if (schema === false) return this.#factory.never(at);
    if (!isObject(schema)) return this.#factory.opaque(at, this.#keyOf(schema), 'it is no schema');
    if (depth > deepest) return this.#factory.opaque(at, this.#keyOf(schema), 'it is nested too deep');
    const reading = this.#reading(schema, place, depth);
    return this.#factory.all(at, [
      ...scalarNodes(reading),
      ...objectNodes(reading),
      ...listNodes(reading),
      ...branchNodes(reading),
      ...unevaluatedNodes(reading),
    ]);
  }

  /** What is not read equals itself alone; two that look alike may lead to different places. */
  #keyOf(schema: JsonValue): string {
    if (typeof schema !== 'object' || schema === null) return `scalar:${JSON.stringify(schema)}`;
    return this.#factory.identity(schema);
  }

  #reading(schema: JsonObject, place: SchemaPlace, depth: number): Reading {
    const { side, file } = place;
    const placeOf = (keyword: string, path: Path): SchemaPlace => ({
      side,
      file,
      pointer: below(place, [keyword, ...path]),
    });
    const open = (other: JsonValue | undefined, otherPlace: SchemaPlace): Opened => {
      if (typeof other === 'boolean') return 'no-keywords';
      return isObject(other) && depth < deepest ? this.#reading(other, otherPlace, depth + 1) : 'unreadable';
    };
    return {
      factory: this.#factory,
      schema,
      origin: { ...place, keyword: '' },
      at: (keyword, ...path) => ({ ...placeOf(keyword, path), keyword }),
      child: (child, keyword, ...path) => this.#read(child, placeOf(keyword, path), depth + 1),
      below: (child, keyword, ...path) => open(child, placeOf(keyword, path)),
      reference: (keyword, reference) => this.#reference(reference, { ...placeOf(keyword, []), keyword }),
      target: (reference) => {
        const found = this.#source.resolve(reference);
        return open(found?.schema, { side, file: found?.file ?? file, pointer: found?.pointer ?? '' });
      },
    };
  }

  #reference(reference: string, at: Origin): Node {
    const follow = (): Node => {
      const known = this.#byReference.get(reference);
      if (known !== undefined) return known;
      const found = this.#source.resolve(reference);
      const node =
        found === undefined
          ? this.#factory.opaque(at, `${this.#sourceNumber}#${reference}`, `\`${reference}\` leads nowhere`)
          : this.#read(found.schema, { side: at.side, file: found.file, pointer: found.pointer }, 0);
      this.#byReference.set(reference, node);
      return node;
    };
    return { kind: 'reference', id: this.#factory.id(`reference:${this.#sourceNumber}:${reference}`), at, follow };
  }
}

const below = ({ pointer }: SchemaPlace, path: Path): string =>
  [pointer, ...path.map((token) => escapePointerToken(String(token)))].join('/');
