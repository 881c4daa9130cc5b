import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { textLocations } from '../../http/location.ts';
import type { RequestValues } from '../search/arbitrary-request.ts';

/** More requests than this are not tried to make one smaller. */
const mostTrials = 400;

/**
 * Makes a request smaller as long as it shows the same: parameters, members and items are left out one by one, and texts
 * cut.
 */
export function shrinkRequest(values: RequestValues, shows: (values: RequestValues) => boolean): RequestValues {
  let left = mostTrials;
  let best = values;
  const isSmaller = (candidate: RequestValues): boolean => {
    left -= 1;
    return left >= 0 && shows(candidate);
  };
  for (let shrunk = true; shrunk && left > 0; ) {
    shrunk = false;
    for (const candidate of smallerRequests(best)) {
      if (!isSmaller(candidate)) continue;
      best = candidate;
      shrunk = true;
      break;
    }
  }
  return best;
}

function* smallerRequests(values: RequestValues): Iterable<RequestValues> {
  if (values.body !== undefined) yield { ...values, content: undefined, body: undefined };
  for (const location of textLocations) {
    for (const group of smallerValues(values.parameters[location])) {
      if (isObject(group)) yield { ...values, parameters: { ...values.parameters, [location]: group } };
    }
  }
  for (const body of values.body === undefined ? [] : smallerValues(values.body)) yield { ...values, body };
}

function* smallerValues(value: JsonValue): Iterable<JsonValue> {
  if (typeof value === 'string') yield* smallerTexts(value);
  if (Array.isArray(value)) {
    for (const index of value.keys()) yield value.filter((_, at) => at !== index);
    for (const [index, item] of value.entries()) {
      for (const smaller of smallerValues(item)) yield value.map((other, at) => (at === index ? smaller : other));
    }
  }
  if (isObject(value)) yield* smallerObjects(value);
}

function* smallerObjects(object: JsonObject): Iterable<JsonObject> {
  for (const name of Object.keys(object)) {
    const { [name]: _, ...others } = object;
    yield others;
  }
  for (const [name, member] of Object.entries(object)) {
    for (const smaller of smallerValues(member)) yield { ...object, [name]: smaller };
  }
}

function* smallerTexts(text: string): Iterable<string> {
  const letters = [...text];
  if (letters.length < 2) return;
  yield letters.slice(0, Math.floor(letters.length / 2)).join('');
  yield letters.slice(0, -1).join('');
}
