import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';

/**
 * The older names of an object's members, as deprecated members beside them.
 *
 * Names that lead elsewhere (`/customer/name`, another location) are no members here, and not shown.
 */
export function olderMembers(node: SchemaNode, write: (member: SchemaNode) => JsonValue): JsonObject {
  const older: JsonObject = {};
  for (const member of node.properties.values()) {
    for (const name of namesOf(member)) {
      if (node.properties.has(name)) continue;
      const schema = write(member);
      older[name] = isObject(schema) ? { ...schema, deprecated: true } : { deprecated: true };
    }
  }
  return older;
}

function namesOf({ keywords }: SchemaNode): string[] {
  const written = keywords['x-alias'];
  return (Array.isArray(written) ? written : [written]).flatMap((one) => {
    const { name, in: location } = one !== undefined && isObject(one) ? one : { name: one, in: undefined };
    const isHere = location === undefined || location === 'body';
    return typeof name === 'string' && isHere && !name.includes('/') ? [name] : [];
  });
}
