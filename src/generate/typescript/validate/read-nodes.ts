import { emptyNode } from '../../../contract/empty-node.ts';
import type { SchemaNode } from '../../../contract/schema-node.ts';
import type { NodeData } from './validation-data.ts';

/** Makes schemas of their data, as the contract has them. */
export function readNodes(data: readonly NodeData[]): readonly SchemaNode[] {
  const drafts = data.map(() => emptyNode({ file: '', pointer: '' }));
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
