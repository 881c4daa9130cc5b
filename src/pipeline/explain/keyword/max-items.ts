import { assertion } from '../assertion.ts';
import { countPhrase, sizePhrase } from '../count-phrase.ts';
import { isCount, isList } from '../json-type.ts';

/** JSON Schema 2020-12, validation, section 6.4.1. */
export const maxItems = assertion({
  keyword: 'maxItems',
  judges: isList,
  limits: isCount,
  accepts: (value, limit) => value.length <= limit,
  tell: ({ value, limit, seen }) => `must have at most ${countPhrase(limit, 'item')}${sizePhrase(value.length, seen)}`,
});
