import type { JsonValue } from '../../../codec/json-value.ts';
import { requiredNames } from '../../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../../contract/schema-node.ts';
import { showDeclared } from '../../../problem/quote.ts';
import { typePhrase } from '../../../problem/type-phrase.ts';
import { isEqual } from '../equality.ts';
import { hasType, isList, isString } from '../json-type.ts';

/** The schema itself and all that always applies with it: `$ref` and `allOf`. */
export function certainNodes(root: SchemaNode): SchemaNode[] {
  const nodes = new Set<SchemaNode>();
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (nodes.has(node)) continue;
    nodes.add(node);
    if (node.ref !== undefined) pending.push(node.ref);
    pending.push(...node.allOf);
  }
  return [...nodes];
}

/** The types that a branch names; `undefined` where it names none. */
export function namedTypes(branch: SchemaNode): readonly string[] | undefined {
  for (const { keywords } of certainNodes(branch)) {
    const { type } = keywords;
    if (typeof type === 'string') return [type];
    if (type !== undefined && isList(type)) return type.filter(isString);
  }
  return undefined;
}

/** The values that a branch lists by `const` or `enum`; `undefined` where it lists none. */
export function listedValues(branch: SchemaNode): readonly JsonValue[] | undefined {
  for (const { keywords } of certainNodes(branch)) {
    if (keywords['const'] !== undefined) return [keywords['const']];
    if (keywords['enum'] !== undefined && isList(keywords['enum'])) return keywords['enum'];
  }
  return undefined;
}

/** Whether a branch can be meant by a value of this type at all. */
export function admitsTypeOf(branch: SchemaNode, value: JsonValue): boolean {
  const types = namedTypes(branch);
  if (types !== undefined) return types.some((type) => hasType(value, type));
  return listedValues(branch)?.some((listed) => isSameKind(listed, value)) ?? branch.always !== false;
}

/** A branch in a few words: `` an integer ``, `` `auto` ``; `undefined` where there are none. */
export function branchPhrase(branch: SchemaNode): string | undefined {
  const values = listedValues(branch);
  if (values !== undefined) return values.map(showDeclared).join(', ');
  const types = namedTypes(branch);
  return types === undefined ? undefined : typePhrase(types);
}

/** The names that a branch requires, where it does nothing else; `undefined` where it does. */
export function onlyRequires(branch: SchemaNode): readonly string[] | undefined {
  const names = requiredNames(branch);
  const rules = Object.keys(branch.keywords).filter(
    (keyword) => !annotations.has(keyword) && !keyword.startsWith('x-'),
  );
  const isPlain = branch.always === undefined && branch.ref === undefined && branch.allOf.length === 0;
  const speaksOfMore =
    branch.properties.size > 0 || branch.anyOf.length > 0 || branch.oneOf.length > 0 || branch.not !== undefined;
  return names.length > 0 && rules.every((rule) => rule === 'required' || rule === 'type') && isPlain && !speaksOfMore
    ? names
    : undefined;
}

/** The values that a branch allows for one member, where it lists them: what a tag is. */
export function tagValues(branch: SchemaNode, name: string): readonly JsonValue[] | undefined {
  for (const node of certainNodes(branch)) {
    const member = node.properties.get(name);
    const values = member === undefined ? undefined : listedValues(member);
    if (values !== undefined) return values;
  }
  return undefined;
}

/** The names of the members for which a branch lists values. */
export function tagNames(branch: SchemaNode): string[] {
  const names = certainNodes(branch).flatMap((node) => [...node.properties.keys()]);
  return names.filter((name) => tagValues(branch, name) !== undefined);
}

/** Whether one of the values is equal to another as JSON Schema means it. */
export const lists = (values: readonly JsonValue[], value: JsonValue): boolean =>
  values.some((listed) => isEqual(listed, value));

const annotations: ReadonlySet<string> = new Set(['title', 'description', '$comment', 'examples', 'deprecated']);

const kinds = ['string', 'number', 'boolean', 'null', 'array', 'object'];

const isSameKind = (left: JsonValue, right: JsonValue): boolean =>
  kinds.some((kind) => hasType(left, kind) && hasType(right, kind));
