import { compareDecimals } from '../../../codec/decimal.ts';
import { isNumber } from '../../../codec/json-type.ts';
import { showNumber } from '../../../problem/quote.ts';
import { assertion } from '../assertion.ts';

/** JSON Schema 2020-12, validation, section 6.2.4. */
export const minimum = assertion({
  keyword: 'minimum',
  judges: isNumber,
  limits: isNumber,
  accepts: (value, limit) => compareDecimals(value, limit) >= 0,
  tell: ({ limit, seen }) => `must be at least ${showNumber(limit)}${seen.got}`,
});
