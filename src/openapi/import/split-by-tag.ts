import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { slugOf } from './name-style.ts';

/** Splits a contract by the first tag of its operations; what they share goes to `NAME.schemas.json`. */
export function splitByTag(contract: JsonObject, name: string): Map<string, JsonObject> {
  const { operations, $defs, ...rest } = contract;
  const groups = new Map<string, JsonObject>();
  for (const [operation, written] of Object.entries(isObject(operations) ? operations : {})) {
    const tags = isObject(written) ? written['tags'] : undefined;
    const tag = Array.isArray(tags) ? tags[0] : undefined;
    const group = typeof tag === 'string' ? `${name}-${slugOf(tag)}` : name;
    groups.set(group, { ...groups.get(group), [operation]: written });
  }
  const shared = `${name}.schemas.json`;
  const files = new Map<string, JsonObject>();
  for (const [group, own] of groups) {
    const title =
      typeof rest['title'] === 'string' && group !== name ? `${rest['title']}: ${tagOf(own)}` : rest['title'];
    const parts = { ...rest, ...(title === undefined ? {} : { title }) };
    files.set(`${group}.contract.json`, { ...parts, operations: pointedAt(own, shared) as JsonObject });
  }
  if ($defs !== undefined) files.set(shared, { $defs });
  return files;
}

function tagOf(operations: JsonObject): string {
  const [first] = Object.values(operations);
  const tags = isObject(first) ? first['tags'] : undefined;
  return Array.isArray(tags) ? String(tags[0]) : '';
}

/** The same with every `$ref` to a definition leading to the file that has it; examples are data, and stay. */
function pointedAt(value: JsonValue, file: string): JsonValue {
  if (Array.isArray(value)) return value.map((item) => pointedAt(item, file));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, member]): [string, JsonValue] => {
    const isReference = name === '$ref' && typeof member === 'string' && member.startsWith('#/$defs/');
    if (isReference) return [name, `./${file}${member}`];
    return [name, data.has(name) ? member : pointedAt(member, file)];
  });
  return Object.fromEntries(entries);
}

const data: ReadonlySet<string> = new Set(['example', 'examples', 'x-backend-default', 'const', 'enum']);
