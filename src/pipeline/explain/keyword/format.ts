import { formats } from '../../../contract/formats.ts';
import { tellFormat } from '../../../problem/format-phrase.ts';
import { assertion } from '../assertion.ts';
import { isString } from '../json-type.ts';

/** Formats that nobody knows pass. JSON Schema 2020-12, validation, section 7. */
export const format = assertion({
  keyword: 'format',
  judges: isString,
  limits: isString,
  accepts: (value, limit) => formats.get(limit)?.(value) ?? true,
  tell: ({ value, limit, seen }) => tellFormat({ ...seen, format: limit, value }),
});
