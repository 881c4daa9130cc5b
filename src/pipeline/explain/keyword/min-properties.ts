import { isObject } from '../../../codec/json-type.ts';
import { assertion } from '../assertion.ts';
import { countPhrase, sizePhrase } from '../count-phrase.ts';
import { isCount } from '../json-type.ts';

/** JSON Schema 2020-12, validation, section 6.5.2. */
export const minProperties = assertion({
  keyword: 'minProperties',
  judges: isObject,
  limits: isCount,
  accepts: (value, limit) => Object.keys(value).length >= limit,
  tell: ({ value, limit, seen }) =>
    `must have at least ${countPhrase(limit, 'member')}${sizePhrase(Object.keys(value).length, seen)}`,
});
