import type { SchemaNode } from '../../../contract/schema-node.ts';
import type { NodeData } from './validation-data.ts';

type Draft = { -readonly [Member in keyof SchemaNode]: SchemaNode[Member] };

/** Makes schemas of their data, as the contract has them. */
export function readNodes(data: readonly NodeData[]): readonly SchemaNode[] {
  const drafts = data.map((_, index) => emptyNode(index));
  const at = (index: number): SchemaNode => {
    const node = drafts[index];
    if (node === undefined) throw new RangeError(`there is no schema ${index}`);
    return node;
  };
  for (const [index, { always, ref, keywords, one = [], named = [], listed = [] }] of data.entries()) {
    const draft = drafts[index];
    if (draft === undefined) continue;
    draft.always = always;
    if (ref !== undefined) draft.ref = at(ref);
    if (keywords !== undefined) draft.keywords = keywords;
    Object.assign(
      draft,
      Object.fromEntries(one.map(([keyword, below]) => [keyword, at(below)])),
      Object.fromEntries(
        named.map(([keyword, below]) => [keyword, new Map(below.map(([name, node]) => [name, at(node)]))]),
      ),
      Object.fromEntries(listed.map(([keyword, below]) => [keyword, below.map(at)])),
    );
  }
  return drafts;
}

const emptyNode = (id: number): Draft => ({
  id,
  origin: { file: '', pointer: '' },
  always: undefined,
  keywords: {},
  ref: undefined,
  properties: new Map(),
  patternProperties: new Map(),
  additionalProperties: undefined,
  unevaluatedProperties: undefined,
  propertyNames: undefined,
  dependentSchemas: new Map(),
  prefixItems: [],
  items: undefined,
  unevaluatedItems: undefined,
  contains: undefined,
  allOf: [],
  anyOf: [],
  oneOf: [],
  not: undefined,
  if: undefined,
  then: undefined,
  else: undefined,
});
