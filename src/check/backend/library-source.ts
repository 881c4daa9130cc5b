import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { AuthoredDocument } from '../../contract/authored-document.ts';
import type { DocumentLibrary } from '../../contract/document-library.ts';
import type { FoundSchema, SchemaSource } from '../../openapi/read/schema-source.ts';

/** Schemas of the upstream that stand in a contract's own file, and where their references lead. */
export class LibrarySource implements SchemaSource {
  readonly #library: DocumentLibrary;
  readonly #file: string;
  readonly #found = new Map<string, FoundSchema | undefined>();

  constructor(library: DocumentLibrary, file: string) {
    this.#library = library;
    this.#file = file;
  }

  resolve(reference: string): FoundSchema | undefined {
    if (!this.#found.has(reference)) this.#found.set(reference, this.#follow(reference));
    return this.#found.get(reference);
  }

  #follow(reference: string): FoundSchema | undefined {
    const hash = reference.lastIndexOf('#');
    // References met in other files were made to begin with the name of their file.
    const [file, rest] = reference.startsWith('file:')
      ? [reference.slice(5, hash), reference.slice(hash)]
      : [this.#file, reference];
    const document = this.#library.documents.find((known) => known.file === file);
    const found = document && this.#library.resolve(document, rest);
    if (found === undefined || !found.ok) return undefined;
    return {
      schema: this.#absolute(found.value, found.document),
      pointer: found.pointer,
      file: found.document.file,
    };
  }

  /** References of another file are followed from there. */
  #absolute(schema: JsonValue, document: AuthoredDocument): JsonValue {
    if (document.file === this.#file) return schema;
    const walk = (value: JsonValue): JsonValue => {
      if (Array.isArray(value)) return value.map(walk);
      if (!isObject(value)) return value;
      const entries = Object.entries(value).map(([name, member]): [string, JsonValue] => {
        const isLocal = name === '$ref' && typeof member === 'string' && member.startsWith('#');
        return [name, isLocal ? `file:${document.file}${member}` : walk(member)];
      });
      return Object.fromEntries(entries);
    };
    return walk(schema);
  }
}
