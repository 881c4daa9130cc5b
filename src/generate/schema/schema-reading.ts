import type { SchemaNode } from '../../contract/schema-node.ts';

/** The schemas that may apply to the same value, depending on the value: what they declare is known, if not always allowed. */
export function conditionalBranches(node: SchemaNode): readonly SchemaNode[] {
  return [node.if, node.then, node.else, ...node.dependentSchemas.values()].filter((branch) => branch !== undefined);
}

/** Whether other schemas are part of this one. */
export function isCombined(node: SchemaNode): boolean {
  return node.ref !== undefined || node.allOf.length > 0 || node.anyOf.length > 0 || node.oneOf.length > 0;
}

/** Whether no schema that always applies declares a member, so that an object is free-form. */
export function isFreeForm(nodes: readonly SchemaNode[]): boolean {
  return [...certainClosure(nodes)].every(
    (node) => node.properties.size === 0 && node.patternProperties.size === 0 && conditionalBranches(node).length === 0,
  );
}

/** The first declaration of a member in schemas that speak about one value, looked for through references and `allOf`. */
export function declaredMember(name: string, nodes: readonly SchemaNode[]): SchemaNode | undefined {
  for (const node of certainClosure(nodes)) {
    const member = node.properties.get(name);
    if (member !== undefined) {
      return member;
    }
  }
  return undefined;
}

/** Every declaration of a member: certain ones first, then those on branches. */
export function memberDeclarations(name: string, root: SchemaNode): readonly SchemaNode[] {
  const certain = [...certainClosure([root])].flatMap((node) => node.properties.get(name) ?? []);
  return certain.length > 0 ? certain : [...branchClosure(root)].flatMap((node) => node.properties.get(name) ?? []);
}

/** Whether the schema, or one that always applies with it, sets a keyword to `true`. */
export function hasFlag(node: SchemaNode, keyword: string): boolean {
  return [...certainClosure([node])].some((schema) => schema.keywords[keyword] === true);
}

/** Whether a text of a multipart form is a file. Source: OpenAPI 3.1, section 4.8.14.3. */
export function isFileNode(node: SchemaNode): boolean {
  return [...certainClosure([node])].some(
    ({ keywords }) =>
      keywords['format'] === 'binary' ||
      keywords['x-file'] !== undefined ||
      (keywords['contentMediaType'] !== undefined && keywords['contentEncoding'] === undefined),
  );
}

/** Whether a schema holds a file, anywhere below it. */
export function holdsFiles(root: SchemaNode): boolean {
  return [...wholeClosure(root)].some(isFileNode);
}

/** Whether the types of a schema differ by direction, anywhere below it. */
export function differsByDirection(root: SchemaNode): boolean {
  return [...wholeClosure(root)].some(
    (node) => node.keywords['readOnly'] === true || node.keywords['writeOnly'] === true,
  );
}

/** The schemas themselves and all that always apply with them. */
function certainClosure(nodes: readonly SchemaNode[]): ReadonlySet<SchemaNode> {
  const seen = new Set(nodes);
  for (const node of seen) {
    for (const next of [...(node.ref === undefined ? [] : [node.ref]), ...node.allOf]) {
      seen.add(next);
    }
  }
  return seen;
}

/** The schema and all that may apply to the same value. */
function branchClosure(root: SchemaNode): ReadonlySet<SchemaNode> {
  const seen = new Set([root]);
  for (const node of seen) {
    const reference = node.ref === undefined ? [] : [node.ref];
    for (const next of [...reference, ...node.allOf, ...node.anyOf, ...node.oneOf, ...conditionalBranches(node)]) {
      seen.add(next);
    }
  }
  return seen;
}

/** The schema and everything that is reachable from it. */
function wholeClosure(root: SchemaNode): ReadonlySet<SchemaNode> {
  const seen = new Set([root]);
  for (const node of seen) {
    for (const next of subschemas(node)) {
      seen.add(next);
    }
  }
  return seen;
}

function subschemas(node: SchemaNode): readonly SchemaNode[] {
  return [
    node.ref,
    node.additionalProperties,
    node.unevaluatedProperties,
    node.items,
    node.unevaluatedItems,
    ...node.properties.values(),
    ...node.patternProperties.values(),
    ...node.prefixItems,
    ...node.allOf,
    ...node.anyOf,
    ...node.oneOf,
    ...conditionalBranches(node),
  ].filter((schema) => schema !== undefined);
}
