import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Contract, Operation } from '../../contract/contract.ts';
import type { DocumentLibrary } from '../../contract/document-library.ts';
import { childOf, pointerNames, pointerTo } from '../../contract/json-pointer.ts';
import type { OperationSource } from '../../contract/operation-source.ts';
import type { SchemaOrigin } from '../../contract/schema-node.ts';

/** A contract as it is exported: what it says in words, and its operations. */
export interface ExportedContract {
  readonly file: string;
  readonly title: string;
  readonly version: string | undefined;
  readonly description: string | undefined;
  readonly operations: readonly Operation[];
  /** What stands before its routes, such as the prefix of a mount: `/v1`; empty for nothing. */
  readonly prefix: string;
  /** What an author wrote at a place of this contract, or of a file that it refers to; `undefined` where nothing stands. */
  authored(origin: SchemaOrigin): JsonValue | undefined;
  /** Where a reference leads that stands in a file, such as one of a discriminator. */
  resolve(file: string, reference: string): SchemaOrigin | undefined;
}

/** Contracts that are held whole, ready to be exported. `library` knows their files. */
export function exportedContracts(
  contracts: readonly Contract[],
  library: DocumentLibrary,
  prefix = '',
): ExportedContract[] {
  return contracts.map(({ file, title, version, operations }) => {
    const root = rootOf(library, file);
    const description = textAt(root, 'description');
    return { file, title, version, description, operations, prefix, ...authorship(library) };
  });
}

/** The same for operations of which only the heads are held; each is read once. */
export function exportedOperations(
  sources: readonly OperationSource[],
  library: DocumentLibrary,
  prefix = '',
): ExportedContract[] {
  const files = [...new Set(sources.map(({ file }) => file))];
  const contracts = files.map((file): Contract => {
    const root = rootOf(library, file);
    const operations = sources.filter((source) => source.file === file).map((source) => source.read());
    return { file, title: textAt(root, 'title') ?? file, version: textAt(root, 'version'), operations };
  });
  return exportedContracts(contracts, library, prefix);
}

/** What is written of an operation itself. */
export const authoredOperation = (contract: ExportedContract, { name, file }: Operation): JsonObject => {
  const written = contract.authored({ file, pointer: pointerTo('/operations', name) });
  return written !== undefined && isObject(written) ? written : {};
};

/** A text that is written as a member; `undefined` for what is absent, empty or no text. */
export function textAt(holder: JsonObject, name: string): string | undefined {
  const value = holder[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const rootOf = (library: DocumentLibrary, file: string): JsonObject =>
  library.documents.find((document) => document.file === file)?.value ?? {};

function authorship(library: DocumentLibrary): Pick<ExportedContract, 'authored' | 'resolve'> {
  const documents = new Map(library.documents.map((document) => [document.file, document]));
  return {
    authored: ({ file, pointer }) => {
      let value: JsonValue | undefined = documents.get(file)?.value;
      for (const name of pointerNames(pointer)) value = value === undefined ? undefined : childOf(value, name);
      return value;
    },
    resolve: (file, reference) => {
      const from = documents.get(file);
      const found = from && library.resolve(from, reference);
      return found?.ok ? { file: found.document.file, pointer: found.pointer } : undefined;
    },
  };
}
