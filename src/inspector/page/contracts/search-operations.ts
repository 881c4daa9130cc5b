import type { ListedOperation } from './operation-key.ts';

/**
 * The operations that hold every word that is searched for, in their order: in their name, routes, summary, contract or verdict.
 * Letters may be large or small.
 */
export function searchOperations(operations: readonly ListedOperation[], search: string): readonly ListedOperation[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return operations;
  return operations.filter((listed) => {
    const text = textOf(listed);
    return words.every((word) => text.includes(word));
  });
}

const texts = new WeakMap<ListedOperation, string>();

function textOf(listed: ListedOperation): string {
  const known = texts.get(listed);
  if (known !== undefined) return known;
  const { contract, operation } = listed;
  const { name, route, summary, upstream, verdict, isDeprecated } = operation;
  const said = [verdict, isDeprecated ? 'deprecated' : undefined, contract.mount, contract.file, contract.title];
  const text = [name, route, summary, upstream.name, upstream.route, ...said].join('\n').toLowerCase();
  texts.set(listed, text);
  return text;
}
