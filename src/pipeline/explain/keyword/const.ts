import type { JsonValue } from '../../../codec/json-value.ts';
import { tellAllowed } from '../../../problem/allowed-values.ts';
import { assertion } from '../assertion.ts';
import { isEqual } from '../equality.ts';

const isAnything = (value: JsonValue): value is JsonValue => value !== undefined;

/** JSON Schema 2020-12, validation, section 6.1.3. */
export const constant = assertion({
  keyword: 'const',
  judges: isAnything,
  limits: isAnything,
  accepts: isEqual,
  tell: ({ value, limit, seen }) =>
    tellAllowed({ in: seen.in, sensitive: seen.sensitive, unset: seen.unset, value, allowed: [limit] }),
});
