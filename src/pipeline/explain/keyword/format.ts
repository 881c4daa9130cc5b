import { isNumber } from '../../../codec/json-type.ts';
import type { JsonNumber, JsonValue } from '../../../codec/json-value.ts';
import { formats, numericFormats } from '../../../contract/formats.ts';
import { tellFormat } from '../../../problem/format-phrase.ts';
import { assertion } from '../assertion.ts';
import { isString } from '../json-type.ts';

const isScalar = (value: JsonValue): value is string | JsonNumber => isString(value) || isNumber(value);

/** Formats that nobody knows pass, as do values of another type. JSON Schema 2020-12, validation, section 7. */
export const format = assertion<string | JsonNumber, string>({
  keyword: 'format',
  judges: isScalar,
  limits: isString,
  accepts: (value, limit) =>
    (isString(value) ? formats.get(limit)?.(value) : numericFormats.get(limit)?.(value)) ?? true,
  tell: ({ value, limit, seen }) =>
    tellFormat({ in: seen.in, sensitive: seen.sensitive, unset: seen.unset, format: limit, value }),
});
