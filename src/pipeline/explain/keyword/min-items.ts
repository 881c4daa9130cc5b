import { assertion } from '../assertion.ts';
import { countPhrase, sizePhrase } from '../count-phrase.ts';
import { isCount, isList } from '../json-type.ts';

/** JSON Schema 2020-12, validation, section 6.4.2. */
export const minItems = assertion({
  keyword: 'minItems',
  judges: isList,
  limits: isCount,
  accepts: (value, limit) => value.length >= limit,
  tell: ({ value, limit, seen }) => `must have at least ${countPhrase(limit, 'item')}${sizePhrase(value.length, seen)}`,
});
