import type { Dispatcher } from 'undici';

/**
 * The fields of a request with their names in lower case. Two names of one field that differ by case would otherwise be two
 * fields to undici and one to Node, which ends the connection for that, with the requests of all others.
 *
 * In:  name, value, name, value, ...; anything else stays as it is.
 */
export function lowerCase(fields: Fields): Fields {
  if (!Array.isArray(fields)) return fields;
  return fields.map((text, index) => (index % 2 === 0 && typeof text === 'string' ? text.toLowerCase() : text));
}

type Fields = NonNullable<Dispatcher.DispatchOptions['headers']> | null;
