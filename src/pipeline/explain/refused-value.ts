import type { JsonValue } from '../../codec/json-value.ts';
import { tellAllowed } from '../../problem/allowed-values.ts';
import { nearestValue } from '../../problem/suggestion.ts';
import type { Fault } from './walk.ts';

/** What a fault says of a value that is none of those that are allowed. */
export function refusalOf(
  value: JsonValue,
  allowed: readonly JsonValue[],
): Pick<Fault, 'code' | 'tell' | 'suggestion'> {
  return {
    code: 'enum',
    tell: (seen) => tellAllowed({ ...seen, value, allowed }),
    suggestion: suggestMember(value, allowed),
  };
}

/** The allowed value that was probably meant, as text. */
export function suggestMember(value: JsonValue, allowed: readonly JsonValue[]): string | undefined {
  const near = nearestValue(value, allowed);
  return near === undefined || typeof near === 'string' ? near : JSON.stringify(near);
}
