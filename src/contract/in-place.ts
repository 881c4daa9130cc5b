import type { SchemaNode } from './schema-node.ts';

/** The schemas that name one place: those that always apply, those that may, and what is known of branches there. */
export interface Entries {
  readonly certain: readonly SchemaNode[];
  readonly conditional: readonly SchemaNode[];
  /** Branches that are known not to apply to the value; they name nothing. */
  readonly absent: readonly SchemaNode[];
}

/** Schemas in a row that apply to one value; more would take the recursions over them to the end of the stack. */
const mostInPlace = 200;

/** What applies in place; `deep` is a schema behind too many others, beyond which nothing is followed. */
interface Expanded {
  readonly certain: SchemaNode[];
  readonly conditional: SchemaNode[];
  readonly deep: SchemaNode | undefined;
}

/** Follows what applies in place: `$ref` and `allOf` stay certain, branches make what stands below them conditional. */
export function expand(entries: Entries): Expanded {
  const certain = new Set<SchemaNode>();
  const conditional = new Set<SchemaNode>();
  const absent = new Set(entries.absent);
  let deep: SchemaNode | undefined;
  let depth = 0;
  const visit = (node: SchemaNode, into: Set<SchemaNode>): void => {
    if (into.has(node) || certain.has(node)) return;
    into.add(node);
    if (depth === mostInPlace) deep = node;
    if (deep !== undefined) return;
    depth += 1;
    if (node.ref !== undefined) visit(node.ref, into);
    for (const part of node.allOf) visit(part, into);
    for (const branch of branches(node)) if (!absent.has(branch)) visit(branch, conditional);
    depth -= 1;
  };
  for (const node of entries.certain) visit(node, certain);
  for (const node of entries.conditional) visit(node, conditional);
  return { certain: [...certain], conditional: [...conditional].filter((node) => !certain.has(node)), deep };
}

/** The subschemas of a node that apply in place on a condition. `not` names nothing: what it describes is excluded. */
export function branches(node: SchemaNode): SchemaNode[] {
  const single = [node.if, node.then, node.else].filter((branch) => branch !== undefined);
  return [...node.anyOf, ...node.oneOf, ...single, ...node.dependentSchemas.values()];
}
