import type { JsonValue } from '../../../codec/json-value.ts';
import { type AspectMeasure, notAsked } from '../variable.ts';

/** Of a longer list the values that come later are one level together. */
const mostValues = 20;

type Scalar = string | number | boolean | null;

const isScalar = (value: JsonValue): value is Scalar => value === null || typeof value !== 'object';

/** Which of the values of an `enum` it is. `undefined` where there is nothing to choose, or the values are no scalars. */
export function choiceOf(members: readonly JsonValue[]): AspectMeasure | undefined {
  const scalars = members.filter(isScalar);
  if (scalars.length < 2 || scalars.length < members.length) return undefined;
  const told = scalars.slice(0, mostValues);
  const indexes = new Map<JsonValue, number>(told.map((value, index) => [value, index + 1]));
  const others = scalars.length > told.length ? told.length + 1 : 0;
  const levels = [notAsked, ...told.map((value) => ({ is: JSON.stringify(value), value }))];
  if (others > 0) levels.push({ is: 'others' });
  return {
    aspect: 'choice',
    levels,
    isOrdered: false,
    levelOf: (value) => (value === undefined ? 0 : (indexes.get(value) ?? others)),
  };
}
