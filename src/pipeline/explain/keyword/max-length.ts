import { countPoints } from '../../../problem/quote.ts';
import { assertion } from '../assertion.ts';
import { countPhrase, sizePhrase } from '../count-phrase.ts';
import { isCount, isString } from '../json-type.ts';

/** Counts code points. JSON Schema 2020-12, validation, section 6.3.1. */
export const maxLength = assertion({
  keyword: 'maxLength',
  judges: isString,
  limits: isCount,
  accepts: (value, limit) => value.length <= limit || countPoints(value) <= limit,
  tell: ({ value, limit, seen }) =>
    `must have at most ${countPhrase(limit, 'character')}${sizePhrase(countPoints(value), seen)}`,
});
