import { readFile, writeFile } from 'node:fs/promises';
import type { JsonObject } from '../../codec/json-value.ts';
import type { DocumentLibrary } from '../../contract/document-library.ts';
import { type Draft, draftExamples } from '../../example/draft/draft-examples.ts';
import { insertExamples } from '../../example/draft/insert-examples.ts';
import type { ExampleApi } from '../../example/example-api.ts';
import { printable } from '../../problem/printable.ts';
import { paint, type Terminal } from '../terminal.ts';

/** What was added to contracts. */
export interface WrittenDrafts {
  readonly added: readonly { readonly file: string; readonly operation: string; readonly example: JsonObject }[];
  /** Operations for which no request was found. */
  readonly gaps: readonly { readonly operation: string; readonly reason: string }[];
}

/** Drafts missing examples, and writes them into the files of their contracts. */
export async function writeDrafts(examples: ExampleApi, library: DocumentLibrary): Promise<WrittenDrafts> {
  const { drafts, gaps } = draftExamples(examples);
  for (const file of new Set(drafts.map(({ operation }) => operation.file))) {
    const path = library.documents.find((document) => document.file === file)?.path;
    if (path === undefined) continue;
    const text = await readFile(path, 'utf8');
    await writeFile(path, insertExamples(text, byOperation(drafts, file)));
  }
  return {
    added: drafts.map(({ operation: { file, name }, example }) => ({ file, operation: name, example })),
    gaps: gaps.map(({ operation: { name }, reason }) => ({ operation: name, reason })),
  };
}

function byOperation(drafts: readonly Draft[], file: string): ReadonlyMap<string, readonly JsonObject[]> {
  const added = new Map<string, JsonObject[]>();
  for (const { operation, example } of drafts) {
    if (operation.file === file) added.set(operation.name, [...(added.get(operation.name) ?? []), example]);
  }
  return added;
}

/** Prints what was added, a line each, and for what nothing was found. */
export function printDrafts({ added, gaps }: WrittenDrafts, terminal: Terminal): void {
  for (const { file, operation, example } of added) {
    const { request, sends, problem } = example;
    const outcome =
      sends === undefined ? `is refused: ${Object.keys(Object(problem)).join(', ')}` : `sends ${routeOf(sends)}`;
    const line = `${paint(terminal, 'good', 'added')} ${printable(`${file} ${operation}: ${routeOf(request)} ${outcome}`)}`;
    terminal.writeOut(`${line}\n`);
  }
  for (const { operation, reason } of gaps) {
    terminal.writeOut(`${paint(terminal, 'warning', 'not drafted')} ${printable(`${operation}: ${reason}`)}\n`);
  }
  const count = added.length === 1 ? '1 example' : `${added.length} examples`;
  terminal.writeOut(added.length === 0 ? 'nothing to add\n' : `${count} added; read them before you keep them\n`);
}

const routeOf = (message: unknown): string => String(Object(message).route);
