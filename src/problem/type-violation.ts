import type { JsonValue } from '../codec/json-value.ts';
import { nearestFormOf } from './near-form.ts';
import { gotPhrase, isShowable, receivedOf } from './received.ts';
import type { ViolationPlace } from './subject.ts';
import { typePhrase } from './type-phrase.ts';
import { unsetPhrase } from './unset-text.ts';
import { type Violation, createViolation } from './violation.ts';

/** A value whose type the schema refuses. */
export interface WrongType extends ViolationPlace {
  /** The JSON Schema types that are allowed. */
  readonly types: readonly string[];
  readonly value: JsonValue;
  readonly sensitive: boolean;
  /** Whether the value may not be left out, which decides the cure for `None` and its like. */
  readonly required: boolean;
  readonly expected?: unknown;
  readonly hint?: string | undefined;
}

/**
 * The sentence for a value of the wrong type.
 *
 * Out: `` `age` in query must be an integer, got `ten` ``; for `None` with where such text comes from;
 *      `` `age` in the body must be an integer, got the string `36`; write it without quotes ``.
 */
export function typeViolation(wrong: WrongType): Violation {
  const { types, value, sensitive, required, ...place } = wrong;
  return createViolation({
    ...place,
    code: 'type',
    predicate: typePredicate(wrong),
    received: receivedOf({ in: place.in, value, sensitive }),
  });
}

/** The part of that sentence after the name. */
export function typePredicate(wrong: Omit<WrongType, 'name' | 'pointer'>): string {
  const { value, sensitive, required } = wrong;
  const received = { in: wrong.in, value, sensitive, isTyped: true };
  const must = `must be ${typePhrase(wrong.types)}${gotPhrase(received)}`;
  if (value === null && !required) return `${must}; leave it out when there is no value`;
  if (!isShowable(received)) return must;
  const unset = typeof value === 'string' ? unsetPhrase(value, required) : '';
  return `${must}${unset === '' ? nearestFormOf(wrong) : unset}`;
}
