import type { JsonValue } from '../../../codec/json-value.ts';
import { typePredicate } from '../../../problem/type-violation.ts';
import { hasType, isString } from '../json-type.ts';
import { assertion } from '../assertion.ts';

const isAnything = (value: JsonValue): value is JsonValue => value !== undefined;
const isTypes = (limit: JsonValue): limit is string | string[] =>
  isString(limit) || (Array.isArray(limit) && limit.every(isString));

const listed = (limit: string | string[]): string[] => (typeof limit === 'string' ? [limit] : limit);

/** JSON Schema 2020-12, validation, section 6.1.1. */
export const type = assertion({
  keyword: 'type',
  judges: isAnything,
  limits: isTypes,
  accepts: (value, limit) =>
    typeof limit === 'string' ? hasType(value, limit) : limit.some((one) => hasType(value, one)),
  tell: ({ value, limit, seen: { in: location, sensitive, required } }) =>
    typePredicate({ in: location, sensitive, required, types: listed(limit), value }),
});
