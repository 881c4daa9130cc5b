import { ExactNumber } from '../../codec/exact-number.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { requiredNames, subschemasOf } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { repeats } from './repeats.ts';

/**
 * Whether a schema uses what Ajv 8 misjudges or never ends with, so that the walker has to give the verdict as well:
 *
 * - `unevaluatedProperties` and `unevaluatedItems`: what a failed branch of `oneOf` evaluated counts, and some schemas
 *   make code that does not run (`props0 is not defined`).
 * - `contains` beside `prefixItems`: the code behind `prefixItems` is skipped for an empty list.
 * - a required member without a name, `""`: its absence is found, and taken for no finding.
 * - numbers that a double cannot hold: `"maximum": 9007199254740993`.
 * - recursion that leads to one member on several ways, which takes twice the time with each level of a value.
 *
 * The fuzzing test of the walker holds that the two agree on everything else.
 */
export function needsWalker(root: SchemaNode): boolean {
  const seen = new Set<SchemaNode>();
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.unevaluatedProperties !== undefined || node.unevaluatedItems !== undefined) return true;
    if (node.contains !== undefined && node.prefixItems.length > 0) return true;
    if (requiresNameless(node)) return true;
    if (numeric.some((keyword) => holdsExact(node.keywords[keyword])) || repeats(node)) return true;
    pending.push(...subschemasOf(node));
  }
  return false;
}

function requiresNameless(node: SchemaNode): boolean {
  const dependent = node.keywords['dependentRequired'];
  const lists = isObject(dependent) ? Object.values(dependent) : [];
  return [requiredNames(node), ...lists].some((names) => Array.isArray(names) && names.includes(''));
}

const numeric = ['maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum', 'multipleOf', 'const', 'enum'];

function holdsExact(value: JsonValue | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof ExactNumber || Object.values<JsonValue>(value).some(holdsExact);
}
