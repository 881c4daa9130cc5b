import type { SchemaNode } from '../../contract/schema-node.ts';

/** Every member name that a schema declares, through references and branches, in schema order. */
export function declaredNames(root: SchemaNode): string[] {
  const names = new Set<string>();
  const seen = new Set<SchemaNode>();
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    for (const name of node.properties.keys()) names.add(name);
    const single = [node.ref, node.if, node.then, node.else].filter((part) => part !== undefined);
    pending.push(...single, ...node.allOf, ...node.anyOf, ...node.oneOf, ...node.dependentSchemas.values());
  }
  return [...names];
}
