import { assertion } from '../assertion.ts';
import { countPhrase, hasPhrase } from '../count-phrase.ts';
import { isCount, isList } from '../json-type.ts';

/** JSON Schema 2020-12, validation, section 6.4.2. */
export const minItems = assertion({
  keyword: 'minItems',
  judges: isList,
  limits: isCount,
  accepts: (value, limit) => value.length >= limit,
  tell: ({ value, limit }) => `must have at least ${countPhrase(limit, 'item')}, but ${hasPhrase(value.length)}`,
});
