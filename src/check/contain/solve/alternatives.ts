import { fits, type Literal, type MembersNode, misfits, type Node } from '../schema/node.ts';
import type { NodeFactory } from '../schema/node-factory.ts';

/** In which ways a value of the keyword's own type can be refused by it; `undefined` where there is but one. */
export function alternativesOf(node: Node, factory: NodeFactory): readonly (readonly Literal[])[] | undefined {
  if (node.kind === 'members') return membersRefused(node, factory).map((one) => [fits(one)]);
  if (node.kind === 'items') {
    const items = node.prefix.flatMap((item, index) =>
      item.kind === 'any' ? [] : [factory.someItem(item.at, { index, isExact: true, value: [misfits(item)] })],
    );
    const rest =
      node.rest.kind === 'any'
        ? []
        : [factory.someItem(node.rest.at, { index: node.prefix.length, isExact: false, value: [misfits(node.rest)] })];
    return [...items, ...rest].map((one) => [fits(one)]);
  }
  return undefined;
}

function membersRefused({ named, patterns, rest, at }: MembersNode, factory: NodeFactory): Node[] {
  const byName = [...named].flatMap(([name, node]) =>
    node.kind === 'any' ? [] : [factory.someMember(node.at, { name, names: [], value: [misfits(node)] })],
  );
  const byPattern = patterns.flatMap(({ pattern, node }) =>
    node.kind === 'any'
      ? []
      : [factory.someMember(node.at, { name: undefined, names: [fits(pattern)], value: [misfits(node)] })],
  );
  if (rest.kind === 'any') return [...byName, ...byPattern];
  const names = [
    ...(named.size === 0 ? [] : [misfits(factory.values(at, [...named.keys()]))]),
    ...patterns.map(({ pattern }) => misfits(pattern)),
  ];
  return [...byName, ...byPattern, factory.someMember(rest.at, { name: undefined, names, value: [misfits(rest)] })];
}

/** The opposite of a keyword that does not hold, as one keyword where there is one. */
export function negatedAtom({ node, holds }: Literal, factory: NodeFactory): Literal {
  switch (node.kind) {
    case 'bound': {
      const end = node.end === 'least' ? 'most' : 'least';
      const isOpen = !node.isOpen;
      const id = factory.id(`bound:${end}:${node.value.top}/${node.value.bottom}:${isOpen}`);
      return fits({ ...node, id, end, isOpen });
    }
    case 'length':
    case 'item-count':
    case 'member-count':
      // Each keyword has one limit alone.
      return node.least > 0
        ? fits(factory.count(node.kind, node.at, { most: Math.ceil(node.least) - 1 }))
        : fits(factory.count(node.kind, node.at, { least: Math.floor(node.most) + 1 }));
    case 'contains':
      return node.least > 0
        ? fits(factory.contains(node.at, node.part, { least: 0, most: Math.ceil(node.least) - 1 }))
        : fits(
            factory.contains(node.at, node.part, { least: Math.floor(node.most) + 1, most: Number.POSITIVE_INFINITY }),
          );
    case 'names':
      return fits(factory.someMember(node.at, { name: undefined, names: [misfits(node.part)], value: [] }));
    default:
      return { node, holds };
  }
}
