import { assertion } from '../assertion.ts';
import { countPhrase, hasPhrase } from '../count-phrase.ts';
import { isCount, isObject } from '../json-type.ts';

/** JSON Schema 2020-12, validation, section 6.5.2. */
export const minProperties = assertion({
  keyword: 'minProperties',
  judges: isObject,
  limits: isCount,
  accepts: (value, limit) => Object.keys(value).length >= limit,
  tell: ({ value, limit }) =>
    `must have at least ${countPhrase(limit, 'member')}, but ${hasPhrase(Object.keys(value).length)}`,
});
