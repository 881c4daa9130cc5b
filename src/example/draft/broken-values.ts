import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import { textLocations } from '../../http/location.ts';
import type { DraftValues } from './draft-request.ts';

/**
 * Requests that differ from one that is taken in a mistake that callers make, the most usual first: something required
 * is missing, has another type, or a name is misspelt.
 */
export function* brokenValues({ parameters, body }: Operation, values: DraftValues): Generator<DraftValues> {
  for (const location of textLocations) {
    if (location === 'path') continue;
    const group = values.parameters[location];
    for (const { name, required } of parameters[location].parameters) {
      if (required) yield withGroup(values, location, withoutName(group, name));
    }
  }
  if (values.body !== undefined && isObject(values.body)) {
    for (const name of Object.keys(values.body)) yield { ...values, body: withoutName(values.body, name) };
    for (const name of Object.keys(values.body))
      yield { ...values, body: { ...values.body, [name]: otherType(values.body[name]) } };
  }
  for (const location of textLocations) {
    for (const { name } of parameters[location].parameters) {
      yield withGroup(values, location, { ...values.parameters[location], [name]: 'x y' });
    }
  }
  if (body !== undefined) yield { ...values, body: [] };
  yield withGroup(values, 'query', { ...values.parameters.query, unknown: '1' });
}

function withGroup(values: DraftValues, location: (typeof textLocations)[number], group: JsonObject): DraftValues {
  return { ...values, parameters: { ...values.parameters, [location]: group } };
}

function withoutName(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([known]) => known !== name));
}

const otherType = (value: JsonValue | undefined): JsonValue => (typeof value === 'string' ? 7 : 'x');
