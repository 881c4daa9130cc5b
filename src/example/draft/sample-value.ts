import { isEqual } from '../../pipeline/explain/equality.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { requiredNames } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { possibleTypes } from '../../contract/schema-types.ts';
import { sampleText } from './sample-text.ts';

/** Which of the values that fit is wanted. */
export interface SampleWish {
  /** Optional members too, as far as they are no recursion. */
  readonly full: boolean;
  /** Which branch of `oneOf` and `anyOf` is taken; where there are fewer, the last. */
  readonly branch: number;
  /** JSON Pointers of members that are left out. */
  readonly without: ReadonlySet<string>;
}

const deepest = 6;

/**
 * A value that schemas allow, the same at each call: of the schema's own `example`, `examples`, `const`, `default` or `enum`,
 * else made from type, format and limits. Sensitive places take nothing from their schema but what it lists as possible.
 *
 * Out: `undefined` where none is found. Not every keyword is minded, so that the value is to be judged.
 */
export function sampleValue(schemas: readonly SchemaNode[], wish: SampleWish, pointer = ''): JsonValue | undefined {
  const nodes = applying(schemas, wish.branch);
  const written = writtenValue(nodes);
  if (written !== undefined) return written;
  const depth = pointer.split('/').length - 1;
  switch (typeOf(nodes)) {
    case 'object':
      return sampleObject(nodes, depth > deepest ? { ...wish, full: false } : wish, pointer);
    case 'array':
      return sampleList(nodes, depth > deepest ? { ...wish, full: false } : wish, pointer);
    case 'integer':
    case 'number':
      return sampleNumber(nodes);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return sampleText({
        formats: keywordsOf(nodes, 'format').filter((format) => typeof format === 'string'),
        patterns: keywordsOf(nodes, 'pattern').filter((pattern) => typeof pattern === 'string'),
        minLength: Math.max(1, ...numbersOf(nodes, 'minLength')),
        maxLength: Math.min(10_000, ...numbersOf(nodes, 'maxLength')),
      });
  }
}

/** The schemas that apply: references and `allOf` are followed, of branches one is taken. */
function applying(schemas: readonly SchemaNode[], branch: number): SchemaNode[] {
  const found = new Set<SchemaNode>();
  const visit = (node: SchemaNode): void => {
    if (found.has(node)) return;
    found.add(node);
    const taken = [node.oneOf, node.anyOf].flatMap((branches) => branches[Math.min(branch, branches.length - 1)] ?? []);
    const below = node.ref === undefined ? node.allOf : [node.ref, ...node.allOf];
    for (const next of [...below, ...taken]) visit(next);
  };
  for (const schema of schemas) visit(schema);
  return [...found];
}

const keywordsOf = (nodes: readonly SchemaNode[], keyword: string): JsonValue[] =>
  nodes.map(({ keywords }) => keywords[keyword]).filter((value) => value !== undefined);

const numbersOf = (nodes: readonly SchemaNode[], keyword: string): number[] =>
  keywordsOf(nodes, keyword).filter((value) => typeof value === 'number');

function writtenValue(nodes: readonly SchemaNode[]): JsonValue | undefined {
  const [constant] = keywordsOf(nodes, 'const');
  if (constant !== undefined) return constant;
  const lists = keywordsOf(nodes, 'enum').filter((list) => Array.isArray(list));
  const [first, ...rest] = lists;
  const usual = keywordsOf(nodes, 'default')[0];
  const listed = (first ?? []).filter((value) => rest.every((list) => list.some((other) => isEqual(value, other))));
  // Another value than the default shows more.
  if (first !== undefined) return listed.find((value) => value !== usual && value !== null) ?? listed[0];
  const isSensitive = nodes.some(({ keywords }) => keywords['x-sensitive'] === true || keywords['writeOnly'] === true);
  if (isSensitive) return undefined;
  const examples = keywordsOf(nodes, 'examples').flatMap((list) => (Array.isArray(list) ? list.slice(0, 1) : []));
  return [...keywordsOf(nodes, 'example'), ...examples, usual].find((value) => value !== undefined);
}

function typeOf(nodes: readonly SchemaNode[]): string {
  const types = nodes.map(possibleTypes).filter((list) => list !== undefined);
  const [first = [], ...rest] = types;
  const common = first.filter((type) => rest.every((list) => list.includes(type)));
  const type = common.find((one) => one !== 'null') ?? common[0];
  if (type !== undefined) return type;
  const hasMembers = nodes.some(
    ({ properties, keywords }) => properties.size > 0 || keywords['required'] !== undefined,
  );
  return hasMembers ? 'object' : 'string';
}

function sampleObject(nodes: readonly SchemaNode[], wish: SampleWish, pointer: string): JsonObject | undefined {
  const required = new Set(nodes.flatMap(requiredNames));
  const names = new Set(nodes.flatMap(({ properties }) => [...properties.keys()]));
  const object: JsonObject = {};
  for (const name of new Set([...names, ...required])) {
    const at = `${pointer}/${name}`;
    const members = nodes.flatMap(({ properties }) => properties.get(name) ?? []);
    const isReadOnly = members.some(({ keywords }) => keywords['readOnly'] === true);
    const isWanted = required.has(name) || (wish.full && at.split('/').length <= deepest);
    if (!isWanted || isReadOnly || wish.without.has(at)) continue;
    const value = sampleValue(members, wish, at);
    if (value !== undefined) object[name] = value;
    else if (required.has(name)) return undefined;
  }
  return object;
}

function sampleList(nodes: readonly SchemaNode[], wish: SampleWish, pointer: string): JsonValue[] | undefined {
  const length = Math.max(wish.full ? 1 : 0, ...numbersOf(nodes, 'minItems'));
  const prefix = Math.max(0, ...nodes.map(({ prefixItems }) => (wish.full ? prefixItems.length : 0)));
  const items: JsonValue[] = [];
  for (let index = 0; index < Math.min(Math.max(length, prefix), 100); index += 1) {
    const schemas = nodes.flatMap(({ prefixItems, items: all }) => prefixItems[index] ?? all ?? []);
    const item = sampleValue(schemas, wish, `${pointer}/${index}`);
    if (item === undefined) return length > items.length && items.length === 0 && length > 1 ? undefined : items;
    items.push(item);
  }
  return items;
}

function sampleNumber(nodes: readonly SchemaNode[]): number {
  const least = [...numbersOf(nodes, 'minimum'), ...numbersOf(nodes, 'exclusiveMinimum').map((limit) => limit + 1)];
  const most = [...numbersOf(nodes, 'maximum'), ...numbersOf(nodes, 'exclusiveMaximum').map((limit) => limit - 1)];
  const [step = 1] = numbersOf(nodes, 'multipleOf');
  const low = least.length > 0 ? Math.max(...least) : Math.min(1, ...most);
  const value = Math.ceil(low / step) * step;
  return Number(value.toFixed(10));
}
