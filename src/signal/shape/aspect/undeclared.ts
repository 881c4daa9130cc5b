import type { Operation } from '../../../contract/contract.ts';
import { parameterAliases } from '../../../contract/parameter-aliases.ts';
import { queryTexts } from '../../../http/query-text.ts';
import { type AspectMeasure, notAsked } from '../variable.ts';

/** Whether a request has query names that nobody declares: they are counted as one, for callers may make up any number. */
export interface UndeclaredMeasure extends Omit<AspectMeasure, 'levelOf'> {
  /** In: path and query as received. */
  levelOf(url: string): number;
}

/** `undefined` where such names are not sent on, or belong to an object that takes all names. */
export function undeclaredOf(operation: Operation): UndeclaredMeasure | undefined {
  if (operation.unknown.query !== 'forward') return undefined;
  const names = new Set(
    parameterAliases(operation.parameters).flatMap(({ older }) => (older.in === 'query' ? [older.name] : [])),
  );
  for (const { name, form } of operation.parameters.query.parameters) {
    names.add(name);
    if (form.kind !== 'object') continue;
    if (form.style === 'deepObject' || form.additional !== undefined) return undefined;
    for (const member of form.members.keys()) names.add(member);
  }
  return {
    aspect: 'undeclared',
    levels: [notAsked, { is: 'none' }, { is: 'some' }],
    isOrdered: false,
    levelOf: (url) => (url.includes('?') && queryTexts(url).some(([name]) => !names.has(name)) ? 2 : 1),
  };
}
