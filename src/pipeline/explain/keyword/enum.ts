import type { JsonArray, JsonValue } from '../../../codec/json-value.ts';
import { tellAllowed } from '../../../problem/allowed-values.ts';
import { nearestValue } from '../../../problem/suggestion.ts';
import { assertion } from '../assertion.ts';
import { isEqual } from '../equality.ts';
import { isList } from '../json-type.ts';

const isAnything = (value: JsonValue): value is JsonValue => value !== undefined;

/** JSON Schema 2020-12, validation, section 6.1.2. */
export const enumeration = assertion<JsonValue, JsonArray>({
  keyword: 'enum',
  judges: isAnything,
  limits: isList,
  accepts: (value, limit) => limit.some((member) => isEqual(value, member)),
  tell: ({ value, limit, seen, near }) =>
    tellAllowed({
      in: seen.in,
      sensitive: seen.sensitive,
      unset: seen.unset,
      value,
      allowed: limit,
      near: { value: near },
    }),
  nearest: nearestValue,
});
