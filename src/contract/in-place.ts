import type { SchemaNode } from './schema-node.ts';

/** The schemas that name one place: those that always apply, those that may, and what is known of branches there. */
export interface Entries {
  readonly certain: readonly SchemaNode[];
  readonly conditional: readonly SchemaNode[];
  /** Branches that are known not to apply to the value; they name nothing. */
  readonly absent: readonly SchemaNode[];
}

/** Follows what applies in place: `$ref` and `allOf` stay certain, branches make what stands below them conditional. */
export function expand(entries: Entries): { certain: SchemaNode[]; conditional: SchemaNode[] } {
  const certain = new Set<SchemaNode>();
  const conditional = new Set<SchemaNode>();
  const absent = new Set(entries.absent);
  const visit = (node: SchemaNode, into: Set<SchemaNode>): void => {
    if (into.has(node) || certain.has(node)) return;
    into.add(node);
    if (node.ref !== undefined) visit(node.ref, into);
    for (const part of node.allOf) visit(part, into);
    for (const branch of branches(node)) if (!absent.has(branch)) visit(branch, conditional);
  };
  for (const node of entries.certain) visit(node, certain);
  for (const node of entries.conditional) visit(node, conditional);
  return { certain: [...certain], conditional: [...conditional].filter((node) => !certain.has(node)) };
}

/** The subschemas of a node that apply in place on a condition. `not` names nothing: what it describes is excluded. */
export function branches(node: SchemaNode): SchemaNode[] {
  const single = [node.if, node.then, node.else].filter((branch) => branch !== undefined);
  return [...node.anyOf, ...node.oneOf, ...single, ...node.dependentSchemas.values()];
}
