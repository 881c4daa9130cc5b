import { compareDecimals } from '../../../codec/decimal.ts';
import { isNumber } from '../../../codec/json-type.ts';
import { showNumber } from '../../../problem/quote.ts';
import { assertion } from '../assertion.ts';

/** JSON Schema 2020-12, validation, section 6.2.2. */
export const maximum = assertion({
  keyword: 'maximum',
  judges: isNumber,
  limits: isNumber,
  accepts: (value, limit) => compareDecimals(value, limit) <= 0,
  tell: ({ limit, seen }) => `must be at most ${showNumber(limit)}${seen.got}`,
});
