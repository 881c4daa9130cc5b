import type { Contract, Operation } from '../../contract/contract.ts';
import { subschemasOf } from '../../contract/schema-keywords.ts';
import type { SchemaNode, SchemaOrigin } from '../../contract/schema-node.ts';
import { textLocations } from '../../http/location.ts';
import { operationKey } from './mutation.ts';

/** One authored schema, with the operations in which it counts. */
export interface ReachedSchema {
  readonly origin: SchemaOrigin;
  readonly operations: ReadonlySet<string>;
  /** It speaks of values that come as text, and of nothing else. */
  readonly text: boolean;
  /** What it refuses makes a difference: requests, or answers that must fit. */
  readonly judges: boolean;
}

type Unfinished = { -readonly [Member in keyof ReachedSchema]: ReachedSchema[Member] } & { operations: Set<string> };

/** How a schema is used where it is reached. */
type Use = Pick<ReachedSchema, 'text' | 'judges'>;

/** Every authored schema that operations use, through references and in other files too, in the order of the contracts. */
export function reachedSchemas(contracts: readonly Contract[]): ReachedSchema[] {
  const found = new Map<string, Unfinished>();
  for (const operation of contracts.flatMap(({ operations }) => operations)) {
    const key = operationKey(operation.file, operation.name);
    const seen = new Set<SchemaNode>();
    const visit = (node: SchemaNode, use: Use): void => {
      if (seen.has(node)) return;
      seen.add(node);
      addTo(found, node, { key, use });
      for (const below of subschemasOf(node)) visit(below, use);
    };
    for (const { node, use } of rootsOf(operation)) visit(node, use);
  }
  return [...found.values()];
}

function addTo(found: Map<string, Unfinished>, node: SchemaNode, { key, use }: { key: string; use: Use }): void {
  const { origin, always } = node;
  // `true` and `false` are keywords of what holds them.
  if (always !== undefined) return;
  const at = `${origin.file}#${origin.pointer}`;
  const known = found.get(at) ?? { origin, operations: new Set(), text: true, judges: false };
  known.operations.add(key);
  known.text &&= use.text;
  known.judges ||= use.judges;
  found.set(at, known);
}

function rootsOf({ parameters, body, responses, responseValidation }: Operation): { node: SchemaNode; use: Use }[] {
  const texts = textLocations.flatMap((location) => parameters[location].schema ?? []);
  const bodies = body?.content.map(({ schema }) => schema) ?? [];
  const answers = Object.values(responses);
  const contents = answers.flatMap(({ content }) => [...content.values()]);
  const headers = answers.flatMap((answer) => answer.headers?.schema ?? []);
  // What does not fit is only told, and few examples are about that.
  const judges = responseValidation === 'enforce';
  return [
    ...texts.map((node) => ({ node, use: { text: true, judges: true } })),
    ...bodies.map((node) => ({ node, use: { text: false, judges: true } })),
    ...headers.map((node) => ({ node, use: { text: true, judges } })),
    ...contents.map((node) => ({ node, use: { text: false, judges } })),
  ];
}
