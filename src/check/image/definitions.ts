import type { SchemaOrigin } from '../../contract/schema-node.ts';
import type { FoundSchema, SchemaSource } from '../../openapi/read/schema-source.ts';
import type { PlainSchema } from './plain-schema.ts';

/** Schemas of images that are referred to, and the places in the contract of which schemas were made. */
export class Definitions implements SchemaSource {
  readonly #byName = new Map<string, PlainSchema | undefined>();
  readonly #found = new Map<string, FoundSchema>();
  readonly #origins = new WeakMap<object, SchemaOrigin>();

  /** Takes a name for a schema that is still to be made, like that of the place it is made of; gives the reference to it. */
  reserve(origin: SchemaOrigin | undefined): string {
    const last = origin?.pointer.split('/').at(-1) ?? '';
    const base = /^[A-Za-z][\w.-]*$/.test(last) ? last : 'Schema';
    let name = base;
    for (let number = 2; this.#byName.has(name); number += 1) name = `${base}${number}`;
    this.#byName.set(name, undefined);
    return `#/$defs/${name}`;
  }

  /** Sets the schema of a reference that was reserved. */
  define(reference: string, schema: PlainSchema): void {
    this.#byName.set(nameOf(reference), schema);
  }

  /** Every schema that is referred to, by name. */
  get all(): Readonly<Record<string, PlainSchema>> {
    return Object.fromEntries([...this.#byName].map(([name, schema]) => [name, schema ?? true]));
  }

  resolve(reference: string): FoundSchema | undefined {
    const known = this.#found.get(reference);
    const schema = this.#byName.get(nameOf(reference));
    if (known !== undefined || schema === undefined) return known;
    const found = { schema, pointer: reference.slice(1), file: '' };
    this.#found.set(reference, found);
    return found;
  }

  /** Notes of which place of the contract a schema is the image. */
  note<Schema extends PlainSchema>(schema: Schema, origin: SchemaOrigin | undefined): Schema {
    if (typeof schema === 'object' && origin !== undefined && !this.#origins.has(schema)) {
      this.#origins.set(schema, origin);
    }
    return schema;
  }

  /** Where the contract says what a schema of an image says. */
  originOf(schema: object): SchemaOrigin | undefined {
    return this.#origins.get(schema);
  }
}

const nameOf = (reference: string): string => reference.slice('#/$defs/'.length);
