import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { ExampleFields } from './example.ts';

/** Reads texts by name as examples write them; a text stands for a list of one. */
export function textsByName(written: JsonValue | undefined): ExampleFields {
  const entries = Object.entries(isObject(written) ? written : {});
  return new Map(entries.map(([name, texts]) => [name, [texts].flat().filter((text) => typeof text === 'string')]));
}
