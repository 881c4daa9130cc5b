import type { JsonObject } from '../../codec/json-value.ts';
import type { Place } from '../../contract/place.ts';
import { requiredNames } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { ownKeywords, scalarKeywords } from './node-keywords.ts';
import type { PlainSchema } from './plain-schema.ts';

/*
 * Where members that nobody declares are dropped (`"unknown": { "body": "drop" }`), what is sent is less than what was
 * judged. A rule that holds of the whole need not hold of the rest: `minProperties`, `uniqueItems`, `not`, one branch of
 * `oneOf` that the other members alone kept apart.
 */

/** Whether members may be dropped from a value, or from one below it. */
export function isTrimmed(place: Place, seen = new Set<Place>()): boolean {
  if (seen.has(place)) return false;
  seen.add(place);
  const { openness, types, members, patterns, additional, prefixItems, items } = place;
  if (openness === 'closed' && (types.length === 0 || types.includes('object'))) return true;
  const below = [
    ...members.values(),
    ...patterns.map((pattern) => pattern.place),
    ...prefixItems,
    ...[additional, items].filter((part) => part !== undefined),
  ];
  return below.some((part) => isTrimmed(part, seen));
}

/** What a schema of such a place still says: its own keywords and branches, but none that less can break. */
export function trimmedKeywords(node: SchemaNode, plain: (part: SchemaNode) => PlainSchema): JsonObject[] {
  if (!mayHoldMembers(node)) return [ownKeywords(node)];
  const own = ownKeywords(node, ['type', ...scalarKeywords, 'maxItems', 'minItems', 'maxProperties']);
  const branches = [node.anyOf, node.oneOf].filter((parts) => parts.length > 0);
  return [own, ...branches.map((parts) => ({ anyOf: parts.map((part) => trimmedSchema(part, plain)) }))];
}

function trimmedSchema(node: SchemaNode, plain: (part: SchemaNode) => PlainSchema): PlainSchema {
  if (node.always !== undefined || !mayHoldMembers(node)) return plain(node);
  // What a reference leads to may lead back here.
  if (node.ref !== undefined) return true;
  const trim = (part: SchemaNode): PlainSchema => trimmedSchema(part, plain);
  const properties = [...node.properties].map(([name, part]) => [name, trim(part)] as const);
  const required = requiredNames(node).filter((name) => node.properties.has(name));
  return {
    allOf: [
      ...trimmedKeywords(node, plain),
      ...node.allOf.map(trim),
      { ...(required.length > 0 && { required }), properties: Object.fromEntries(properties) },
      ...(node.items === undefined || node.prefixItems.length > 0 ? [] : [{ items: trim(node.items) }]),
    ],
  };
}

/** Whether a value that fits may be an object, or hold one. */
function mayHoldMembers({ keywords, ref }: SchemaNode): boolean {
  const { type, enum: values, const: constant } = keywords;
  const listed = constant === undefined ? values : [constant];
  if (Array.isArray(listed)) return listed.some((value) => typeof value === 'object' && value !== null);
  const types = Array.isArray(type) ? type : [type];
  return type === undefined ? true : ref !== undefined || types.some((name) => name === 'object' || name === 'array');
}
