import type { JsonValue } from '../../src/codec/json-value.ts';
import type { Location } from '../../src/http/location.ts';
import { explainValue } from '../../src/pipeline/explain/explain-value.ts';
import type { Violation } from '../../src/problem/violation.ts';
import { nodeOf, placeOf } from './schema-node.ts';

/** Explains a value against a plain JSON Schema, with all that a contract would know about its places. */
export function explain(
  schema: JsonValue,
  value: JsonValue,
  options: { readonly in?: Location; readonly cap?: number } = {},
): Violation[] {
  const node = nodeOf(schema);
  return explainValue({ in: options.in ?? 'body', node, place: placeOf(node), value, cap: options.cap ?? 51 });
}
