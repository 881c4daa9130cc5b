import { isMultipleOf } from '../../../codec/decimal.ts';
import { isNumber } from '../../../codec/json-type.ts';
import type { JsonNumber } from '../../../codec/json-value.ts';
import { showNumber } from '../../../problem/quote.ts';
import { assertion } from '../assertion.ts';

/** By decimal arithmetic, so that 19.99 is a multiple of 0.01. JSON Schema 2020-12, validation, section 6.2.1. */
export const multipleOf = assertion({
  keyword: 'multipleOf',
  judges: isNumber,
  limits: isNumber,
  accepts: isMultipleOf,
  tell: ({ limit, seen }) => `must ${wanted(limit)}${seen.got}`,
});

/** People think of 0.01 as two decimals. */
function wanted(limit: JsonNumber): string {
  const text = showNumber(limit);
  const decimals = /^0\.(0*1)$/.exec(text)?.[1]?.length;
  if (text === '1') return 'be a whole number';
  if (decimals === undefined) return `be a multiple of ${text}`;
  return `have at most ${decimals} ${decimals === 1 ? 'decimal place' : 'decimal places'}`;
}
