import { isObject } from '../../../codec/json-type.ts';
import type { JsonValue } from '../../../codec/json-value.ts';
import type { Node, Origin } from '../schema/node.ts';
import type { NodeFactory } from '../schema/node-factory.ts';
import { typeBits } from '../schema/value-types.ts';

/** What a list or an object is, in terms of its parts; `undefined` for other values. */
export function structureOf(value: JsonValue, at: Origin, factory: NodeFactory): Node | undefined {
  if (Array.isArray(value)) {
    return factory.all(at, [
      factory.type(at, typeBits.list),
      factory.count('item-count', at, { least: value.length }),
      factory.count('item-count', at, { most: value.length }),
      factory.items(
        at,
        value.map((item) => factory.values(at, [item])),
        factory.any(at),
      ),
    ]);
  }
  if (!isObject(value)) return undefined;
  const named = new Map(Object.entries(value).map(([name, member]) => [name, factory.values(at, [member])]));
  const rest = factory.never(at);
  const key = [...named].map(([name, { id }]) => `${JSON.stringify(name)}=${id}`).sort();
  const id = factory.id(`members:${[...key, rest.id].join(';')}`);
  return factory.all(at, [
    factory.type(at, typeBits.object),
    { kind: 'members', id, at, named, patterns: [], rest },
    ...[...named.keys()].map((name) => factory.required(at, name)),
  ]);
}
