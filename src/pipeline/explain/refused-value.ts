import type { JsonValue } from '../../codec/json-value.ts';
import { tellAllowed } from '../../problem/allowed-values.ts';
import { nearestValue } from '../../problem/suggestion.ts';
import type { Fault } from './walk.ts';

/** What a fault says of a value that is none of those that are allowed. */
export function refusalOf(
  value: JsonValue,
  allowed: readonly JsonValue[],
): Pick<Fault, 'code' | 'tell' | 'suggestion'> {
  const near = nearestValue(value, allowed);
  return {
    code: 'enum',
    tell: ({ in: location, sensitive, unset }) =>
      tellAllowed({ in: location, sensitive, unset, value, allowed, near: { value: near } }),
    suggestion: suggestionText(near),
  };
}

/** The value that was probably meant, as text. */
export function suggestionText(near: JsonValue | undefined): string | undefined {
  return near === undefined || typeof near === 'string' ? near : JSON.stringify(near);
}
