import type { Alias, Document, LineCounter, Node, Pair } from 'yaml';
import type { Position } from '../../contract/authored-document.ts';
import { pointerNames } from '../../contract/json-pointer.ts';
import type { YamlModule } from './yaml-module.ts';

/** A parsed text, and what its aliases stand for. */
interface YamlTree {
  readonly root: Document.Parsed;
  readonly lines: LineCounter;
  readonly values: { readonly targets: ReadonlyMap<Alias, Node> };
}

/** Where the member or item of a JSON Pointer stands; of a member that is merged in, where the map begins that has it. */
export function locateInYaml(yaml: YamlModule, tree: YamlTree, pointer: string): Position | undefined {
  let node: Node | null = tree.root.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const name of pointerNames(pointer)) {
    if (yaml.isAlias(node)) node = tree.values.targets.get(node) ?? null;
    if (yaml.isSeq(node)) {
      node = (node.items[Number(name)] as Node | undefined) ?? null;
      offset = node?.range?.[0] ?? offset;
    } else if (yaml.isMap(node)) {
      const pair = (node.items as Pair<Node, Node | null>[]).find(({ key }) => nameOf(yaml, key) === name);
      if (pair === undefined) break;
      node = pair.value;
      offset = pair.key.range?.[0] ?? offset;
    } else return undefined;
  }
  const { line, col } = tree.lines.linePos(offset);
  return { line, column: col };
}

function nameOf(yaml: YamlModule, key: Node): string | undefined {
  if (!yaml.isScalar(key)) return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}
