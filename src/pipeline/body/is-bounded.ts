import { subschemasOf } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { needsWalker } from '../explain/needs-walker.ts';

/**
 * Whether a schema can be asked about a value of any depth: without recursion it looks no deeper than it is itself.
 *
 * Whoever compares items with each other looks at all that is in them.
 */
export function isBounded(root: SchemaNode): boolean {
  if (needsWalker(root)) return false;
  const open = new Set<SchemaNode>();
  const done = new Set<SchemaNode>();
  const visit = (node: SchemaNode): boolean => {
    if (done.has(node)) return true;
    if (open.has(node) || node.keywords['uniqueItems'] === true) return false;
    open.add(node);
    const isEnding = subschemasOf(node).every(visit);
    open.delete(node);
    done.add(node);
    return isEnding;
  };
  return visit(root);
}
