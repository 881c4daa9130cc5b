import type { JsonValue } from '../../codec/json-value.ts';

/** A schema that a reference led to, and where it stands. */
export interface FoundSchema {
  /** JSON Schema 2020-12; its own `$ref`s are absolute in their source, too. The same reference gives the same object. */
  readonly schema: JsonValue;
  /** RFC 6901 JSON Pointer into `file`, as the author wrote it. */
  readonly pointer: string;
  /** The file as findings name it. */
  readonly file: string;
}

/**
 * The schemas of one set of documents: resolves every `$ref` that is met in them.
 *
 * References are made absolute when a document is read (`users.yaml#/components/schemas/User`), so that one source
 * follows them all, wherever the schema that holds them stands. Reading is done before: `resolve` touches no file.
 */
export interface SchemaSource {
  /** The schema at a reference as it stands in a schema of this source; `undefined` when it leads nowhere. Never throws. */
  resolve(reference: string): FoundSchema | undefined;
}
