import { listKeywords, mapKeywords, singleKeywords } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';

/** The keywords without subschemas that assert something; annotations and our own `x-` keywords are left out. */
const assertions: ReadonlySet<string> = new Set([
  'type',
  'enum',
  'const',
  'multipleOf',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'format',
  'maxItems',
  'minItems',
  'uniqueItems',
  'maxContains',
  'minContains',
  'maxProperties',
  'minProperties',
  'required',
  'dependentRequired',
]);

type Emitted = boolean | Record<string, unknown>;

/**
 * Writes a schema graph as one self-contained JSON Schema 2020-12 document for Ajv.
 *
 * In:  a node whose references are resolved, cycles included.
 * Out: the schema; each reference leads to `#/$defs/n<id>`, so that no name of an author is ever resolved again.
 */
export function emitSchema(root: SchemaNode): Emitted {
  const definitions = new Map<SchemaNode, Emitted>();
  const pending: SchemaNode[] = [];
  const refer = (target: SchemaNode): string => {
    if (!definitions.has(target)) {
      definitions.set(target, true);
      pending.push(target);
    }
    return `#/$defs/n${target.id}`;
  };
  const schema = emitNode(root, refer);
  for (let target = pending.pop(); target !== undefined; target = pending.pop()) {
    definitions.set(target, emitNode(target, refer));
  }
  if (definitions.size === 0 || typeof schema === 'boolean') return schema;
  const named = [...definitions].map(([node, emitted]) => [`n${node.id}`, emitted]);
  return { ...schema, $defs: Object.fromEntries(named) };
}

function emitNode(node: SchemaNode, refer: (target: SchemaNode) => string): Emitted {
  if (node.always !== undefined) return node.always;
  const emitted: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(node.keywords)) if (assertions.has(keyword)) emitted[keyword] = value;
  if (node.ref !== undefined) emitted['$ref'] = refer(node.ref);
  for (const keyword of singleKeywords) {
    const below = node[keyword];
    if (below !== undefined) emitted[keyword] = emitNode(below, refer);
  }
  for (const keyword of mapKeywords) {
    if (node[keyword].size === 0) continue;
    // A null prototype: a member named `__proto__` is a member like any other.
    const members: Record<string, Emitted> = Object.create(null);
    for (const [name, below] of node[keyword]) members[name] = emitNode(below, refer);
    emitted[keyword] = members;
  }
  for (const keyword of listKeywords) {
    if (node[keyword].length > 0) emitted[keyword] = node[keyword].map((below) => emitNode(below, refer));
  }
  return emitted;
}
