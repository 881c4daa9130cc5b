import type { Change } from '../../check/diff/change.ts';
import type { DocumentLibrary } from '../../contract/document-library.ts';
import type { SchemaOrigin } from '../../contract/schema-node.ts';

/** A place in a file as people find it. */
export interface ShownPlace {
  readonly file: string;
  readonly pointer: string;
  /** From 1, where the text is known. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** `users.contract.json:12:7`. */
  readonly text: string;
}

/** A change with the lines of both versions. */
export interface PlacedChange extends Change {
  readonly beforeAt: ShownPlace | undefined;
  readonly afterAt: ShownPlace | undefined;
}

/** Finds the lines of a change. */
export function placeChange(
  change: Change,
  libraries: { readonly before: DocumentLibrary; readonly after: DocumentLibrary },
): PlacedChange {
  const { before, after } = libraries;
  return { ...change, beforeAt: placeIn(change.before, before), afterAt: placeIn(change.after, after) };
}

function placeIn(origin: SchemaOrigin | undefined, library: DocumentLibrary): ShownPlace | undefined {
  if (origin === undefined) return undefined;
  const { file, pointer } = origin;
  const { line, column } = library.locate(file, pointer) ?? {};
  const text = line === undefined ? file : `${file}:${line}:${column}`;
  return { file, pointer, line, column, text };
}
