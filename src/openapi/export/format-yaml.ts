import type { JsonObject } from '../../codec/json-value.ts';
import { stringifyJson } from '../../codec/json-text/stringify.ts';

/** Writes a document as YAML, without anchors and without lines of a given length. The library is loaded when it is called. */
export async function formatYaml(document: JsonObject): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(JSON.parse(stringifyJson(document)), { aliasDuplicateObjects: false, lineWidth: 0 });
}
