import type { JsonObject } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import { splitCookies } from '../../http/cookie-text.ts';
import type { Outgoing } from '../../pipeline/request.ts';
import { bodyOf, fieldValues } from '../compare-outgoing.ts';

/** Writes down what is sent: of header fields and cookies those that the mapping writes. */
export function draftSends({ upstream }: Operation, outgoing: Outgoing): JsonObject {
  const { method, path, headers } = outgoing;
  const cookies = splitCookies(fieldValues(headers, 'cookie'));
  const written = (location: 'header' | 'cookie', valuesOf: (name: string) => string[]): JsonObject => {
    const names = upstream.slots.flatMap((slot) => (slot.in === location ? slot.name : []));
    const entries = names.map((name) => [name, valuesOf(name)] as const).filter(([, values]) => values.length > 0);
    return Object.fromEntries(
      entries.map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
    );
  };
  const fields = written('header', (name) => fieldValues(headers, name));
  const pairs = written('cookie', (name) => cookies.flatMap(([known, value]) => (known === name ? [value] : [])));
  const body = bodyOf(outgoing);
  return {
    route: `${method} ${path}`,
    ...(Object.keys(fields).length > 0 && { headers: fields }),
    ...(Object.keys(pairs).length > 0 && { cookies: pairs }),
    ...(body !== undefined && { body }),
  };
}
