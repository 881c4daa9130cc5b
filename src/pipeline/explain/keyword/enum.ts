import type { JsonArray, JsonValue } from '../../../codec/json-value.ts';
import { tellAllowed } from '../../../problem/allowed-values.ts';
import { assertion } from '../assertion.ts';
import { isEqual } from '../equality.ts';
import { isList } from '../json-type.ts';
import { suggestMember } from '../refused-value.ts';

const isAnything = (value: JsonValue): value is JsonValue => value !== undefined;

/** JSON Schema 2020-12, validation, section 6.1.2. */
export const enumeration = assertion<JsonValue, JsonArray>({
  keyword: 'enum',
  judges: isAnything,
  limits: isList,
  accepts: (value, limit) => limit.some((member) => isEqual(value, member)),
  tell: ({ value, limit, seen }) => tellAllowed({ ...seen, value, allowed: limit }),
  suggest: suggestMember,
});
