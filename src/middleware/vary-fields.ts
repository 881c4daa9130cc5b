import type { Operation } from '../contract/contract.ts';
import { parameterAliases } from '../contract/parameter-aliases.ts';
import { credentialField } from '../contract/security.ts';

/**
 * Makes the question which request fields decide about the answer of an operation; asked once for each operation.
 *
 * Out: the fields that a contract declares or asks credentials in, `Cookie` among them; none for methods whose answers no
 *      cache keeps for others. Source: RFC 9110, section 12.5.5.
 */
export function varyFields(): (operation: Operation) => readonly string[] {
  const known = new WeakMap<Operation, readonly string[]>();
  return (operation) => {
    const before = known.get(operation);
    if (before !== undefined) return before;
    const fields = fieldsOf(operation);
    known.set(operation, fields);
    return fields;
  };
}

function fieldsOf({ method, parameters, security }: Operation): readonly string[] {
  if (method !== 'GET' && method !== 'HEAD') return [];
  const { header, cookie } = parameters;
  const older = parameterAliases(parameters).map((alias) => alias.older);
  const credentials = (security?.alternatives ?? []).flat().map(({ scheme }) => credentialField(scheme.place));
  const read = [...header.parameters, ...cookie.parameters, ...older, ...credentials];
  const names = read.flatMap(({ in: location, name }) => {
    if (location === 'cookie') return 'Cookie';
    return location === 'header' ? name : [];
  });
  const byKey = new Map(names.map((name) => [name.toLowerCase(), name]));
  return [...byKey.values()];
}
