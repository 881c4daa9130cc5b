import type { SchemaNode } from '../../../contract/schema-node.ts';
import { quote } from '../../../problem/quote.ts';
import { assertion } from '../assertion.ts';
import { isString } from '../json-type.ts';
import { matchesPattern } from '../pattern-cache.ts';

/** JSON Schema 2020-12, validation, section 6.3.3. */
export const pattern = assertion({
  keyword: 'pattern',
  judges: isString,
  limits: isString,
  accepts: (value, limit, node) => isTooLong(value, node) || matchesPattern(limit, value),
  tell: ({ value, limit, seen }) => {
    const padded = seen.got !== '' && value !== value.trim() ? '; take the space around it away' : '';
    return `must match the pattern ${quote(limit)}${seen.got}${padded}${seen.unset}`;
  },
});

/** A text beyond `maxLength` is refused already; a pattern need not run over a megabyte as well. */
function isTooLong(value: string, node: SchemaNode): boolean {
  const limit = node.keywords['maxLength'];
  return typeof limit === 'number' && value.length > limit * 2;
}
