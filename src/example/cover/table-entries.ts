import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';

/** More entries are a table of data, and not of cases. */
const mostEntries = 100;

/**
 * The caller's values that the table of a codec lists, as `entryOf` writes them.
 *
 * In:  the codec as the author wrote it: `{"values":{"active":1}}`. Of several that are applied in order only the first
 *      gets the caller's value.
 * Out: none for a codec without a table.
 */
export function tableEntries(codec: string): string[] {
  const [first] = [readJson(codec)].flat();
  if (first === undefined || !isObject(first)) return [];
  const { values, words } = first;
  const table = values ?? words;
  const entries = Array.isArray(table) ? table.map(firstOf) : isTable(table) ? Object.keys(table) : [];
  return entries.length > mostEntries ? [] : entries.map(entryOf);
}

/** A value of the caller's as the table of a codec names it: names of members are texts. */
export const entryOf = (value: JsonValue): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

const firstOf = (pair: JsonValue): JsonValue => (Array.isArray(pair) ? (pair[0] ?? null) : pair);

const isTable = (table: JsonValue | undefined): table is { [name: string]: JsonValue } =>
  table !== undefined && isObject(table);

/** A codec without an argument is written as its name alone, which is no JSON. */
function readJson(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
