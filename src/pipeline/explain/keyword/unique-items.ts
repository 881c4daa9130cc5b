import type { JsonArray, JsonValue } from '../../../codec/json-value.ts';
import { gotPhrase } from '../../../problem/received.ts';
import { assertion } from '../assertion.ts';
import { findEqualItems } from '../equality.ts';
import { isList } from '../json-type.ts';
import type { Seen } from '../walk.ts';

const isTrue = (limit: JsonValue): limit is true => limit === true;

/** JSON Schema 2020-12, validation, section 6.4.3. */
export const uniqueItems = assertion({
  keyword: 'uniqueItems',
  judges: isList,
  limits: isTrue,
  accepts: (value) => findEqualItems(value) === undefined,
  tell: ({ value, seen }) => `must not hold an item twice${tellPair(value, seen)}`,
});

function tellPair(items: JsonArray, seen: Seen): string {
  const pair = findEqualItems(items);
  if (pair === undefined) return '';
  const item = items[pair[0]] ?? null;
  const isScalar = typeof item !== 'object' || item === null;
  // The items may be sensitive where their list is not.
  const isShowable = isScalar && seen.mayTellOfPart(pair[0]) && seen.mayTellOfPart(pair[1]);
  const shown = isShowable
    ? gotPhrase({ in: seen.in, sensitive: seen.sensitive, value: item }).replace(/^, got /, ' (')
    : '';
  return `, but items ${pair[0]} and ${pair[1]} are equal${shown === '' ? '' : `${shown})`}`;
}
