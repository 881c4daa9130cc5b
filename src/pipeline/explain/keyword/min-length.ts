import { countPoints } from '../../../problem/quote.ts';
import { assertion } from '../assertion.ts';
import { countPhrase, sizePhrase } from '../count-phrase.ts';
import { isCount, isString } from '../json-type.ts';

/** Counts code points. JSON Schema 2020-12, validation, section 6.3.2. */
export const minLength = assertion({
  keyword: 'minLength',
  judges: isString,
  limits: isCount,
  accepts: (value, limit) => value.length >= limit * 2 || countPoints(value) >= limit,
  tell: ({ value, limit, seen }) => {
    if (value === '') return `must not be empty${seen.unset}`;
    return `must have at least ${countPhrase(limit, 'character')}${sizePhrase(countPoints(value), seen)}`;
  },
});
