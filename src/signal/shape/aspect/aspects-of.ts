import { isNumber, type JsonType } from '../../../codec/json-type.ts';
import type { JsonValue } from '../../../codec/json-value.ts';
import type { Place } from '../../../contract/place.ts';
import type { AspectMeasure } from '../variable.ts';
import { choiceOf } from './choice.ts';
import type { Range } from './classes.ts';
import { presenceOf } from './presence.ts';
import { itemsOf, lengthOf, nearest, rangeOf } from './sizes.ts';
import { charactersOfText, lookOfText } from './texts.ts';

/**
 * What is looked at in the values of one place; only what its schema leaves open, for what cannot differ explains nothing.
 *
 * Of a sensitive value that is presence and type alone.
 */
export function aspectsOf(place: Place, isRequired: boolean): AspectMeasure[] {
  const { types, sensitive } = place;
  const finer = sensitive ? [] : finerAspects(place);
  // Which member of an enum it is says all about its type.
  const isCoarse = sensitive || finer.some(({ aspect }) => aspect === 'choice');
  const presence = presenceOf({ types, isRequired, isCoarse });
  return [presence, ...finer].filter(({ levels }) => levels.length > 2);
}

function finerAspects(place: Place): AspectMeasure[] {
  const members = keywordOf(place, 'enum');
  const choice = Array.isArray(members) ? choiceOf(members) : undefined;
  if (choice !== undefined) return [choice];
  const may = (...names: JsonType[]): boolean =>
    place.types.length === 0 || names.some((name) => place.types.includes(name));
  const aspects: AspectMeasure[] = [];
  if (may('integer', 'number')) aspects.push(rangeOf(rangeIn(place, 'minimum', 'maximum')));
  if (may('string')) aspects.push(...textAspects(place));
  if (may('array')) aspects.push(itemsOf(rangeIn(place, 'minItems', 'maxItems')));
  return aspects;
}

/** A declared format leaves nothing open. */
function textAspects(place: Place): AspectMeasure[] {
  if (keywordOf(place, 'format') !== undefined) return [];
  const sizes = [lengthOf(rangeIn(place, 'minLength', 'maxLength')), charactersOfText];
  return keywordOf(place, 'pattern') === undefined ? [lookOfText, ...sizes] : sizes;
}

function keywordOf({ certain }: Place, keyword: string): JsonValue | undefined {
  return certain.map(({ keywords }) => keywords[keyword]).find((value) => value !== undefined);
}

function rangeIn({ certain }: Place, least: string, most: string): Range {
  const numbers = (keyword: string): number[] =>
    certain.flatMap(({ keywords }) => {
      const value = keywords[keyword];
      return isNumber(value) ? [nearest(value)] : [];
    });
  return {
    least: Math.max(Number.NEGATIVE_INFINITY, ...numbers(least)),
    most: Math.min(Number.POSITIVE_INFINITY, ...numbers(most)),
  };
}
