import { isObject } from '../../../codec/json-type.ts';
import { assertion } from '../assertion.ts';
import { countPhrase, sizePhrase } from '../count-phrase.ts';
import { isCount } from '../json-type.ts';

/** JSON Schema 2020-12, validation, section 6.5.1. */
export const maxProperties = assertion({
  keyword: 'maxProperties',
  judges: isObject,
  limits: isCount,
  accepts: (value, limit) => Object.keys(value).length <= limit,
  tell: ({ value, limit, seen }) =>
    `must have at most ${countPhrase(limit, 'member')}${sizePhrase(Object.keys(value).length, seen)}`,
});
