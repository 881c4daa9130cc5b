import type { Operation } from '../contract/contract.ts';
import { fieldPlaces } from '../contract/field-places.ts';
import { distinctNames } from '../http/header-fields.ts';

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

function fieldsOf(operation: Operation): readonly string[] {
  if (operation.method !== 'GET' && operation.method !== 'HEAD') return [];
  const names = fieldPlaces(operation).map((place) => (place.in === 'cookie' ? 'Cookie' : place.name));
  return distinctNames(names);
}
