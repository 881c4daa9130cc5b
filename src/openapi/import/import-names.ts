import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { BackendDescription, DescribedOperation } from '../read/backend-description.ts';
import { schemaKeywords, schemaListKeywords, schemaMapKeywords } from '../read/schema-forms.ts';
import type { LossList } from './loss-list.ts';
import { type NameStyle, renamings, spellName, wordsOf } from './name-style.ts';

/** The name of each operation: its `operationId`, else of its method and path; where it is taken with a number. */
export function operationNames(operations: readonly DescribedOperation[]): ReadonlyMap<DescribedOperation, string> {
  const names = new Map<DescribedOperation, string>();
  const taken = new Set<string>();
  for (const operation of operations) {
    const base = baseName(operation);
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}${count}`;
    taken.add(name.toLowerCase());
    names.set(operation, name);
  }
  return names;
}

/** An id that can be a name stays as it is; of any other the words are joined: `repos/list-for-org` is `reposListForOrg`. */
function baseName({ operationId, method, path, basePath }: DescribedOperation): string {
  // An object whose member `__proto__` is set has another prototype, and no such member.
  const isName = operationId !== undefined && /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_.-]*$/.test(operationId);
  if (isName) return operationId;
  const words = operationId ?? `${method.toLowerCase()} ${pathWords(path.slice(basePath.length))}`;
  const latin = words.normalize('NFKD').replaceAll(/[^\p{ASCII}]/gu, '');
  const [first = '', ...rest] = latin.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `operation${joined}`;
}

/** `/users/{userId}` is `users by userId`. */
const pathWords = (path: string): string => path.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => ` by ${name} `);

/**
 * The names of members and parameters that a style changes.
 *
 * Names inside of `not`, `if`, `contains` and `propertyNames` stay, for nothing is mapped there; so do those of headers and
 * cookies. Names that would become equal stay, too; both are told.
 */
export function memberRenamings(
  description: BackendDescription,
  style: NameStyle | undefined,
  losses: LossList,
): ReadonlyMap<string, string> {
  if (style === undefined) return new Map();
  const names: Names = { open: new Set(), hidden: new Set(), seen: new Set(), description };
  for (const { parameters, body, responses } of description.operations) {
    for (const parameter of parameters) {
      if (parameter.in === 'path' || parameter.in === 'query') names.open.add(parameter.name);
      collect(names, parameter.schema, false);
    }
    const contents = [body, ...Object.values(responses)].flatMap((part) => Object.values(part?.content ?? {}));
    for (const { schema } of contents) collect(names, schema, false);
  }
  const origin = { file: description.file, pointer: '' };
  const changed = [...names.hidden].filter((name) => spellName(name, style) !== name);
  if (changed.length > 0) losses.add(origin, 'renaming', hiddenWords(changed));
  const visible = [...names.open].filter((name) => !names.hidden.has(name));
  const renamed = renamings(visible, style);
  const kept = visible.filter(
    (name) => !renamed.has(name) && wordsOf(name).length > 0 && spellName(name, style) !== name,
  );
  if (kept.length > 0) losses.add(origin, 'renaming', equalWords(kept));
  return renamed;
}

interface Names {
  readonly open: Set<string>;
  readonly hidden: Set<string>;
  readonly seen: Set<JsonObject>;
  readonly description: BackendDescription;
}

const hiding: ReadonlySet<string> = new Set(['not', 'if', 'contains', 'propertyNames']);

function collect(names: Names, schema: JsonValue, isHidden: boolean): void {
  if (!isObject(schema) || names.seen.has(schema)) return;
  names.seen.add(schema);
  const { $ref } = schema;
  // What a reference leads to is mapped where it is used, or not at all.
  if (typeof $ref === 'string') collect(names, names.description.schemas.resolve($ref)?.schema ?? true, false);
  for (const [keyword, value] of Object.entries(schema)) {
    const below = isHidden || hiding.has(keyword);
    if (schemaKeywords.has(keyword)) collect(names, value, below);
    else if (schemaListKeywords.has(keyword) && Array.isArray(value))
      for (const item of value) collect(names, item, below);
    else if (schemaMapKeywords.has(keyword) && isObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        if (keyword === 'properties') (isHidden ? names.hidden : names.open).add(name);
        collect(names, member, below);
      }
    }
  }
}

const list = (names: readonly string[]): string =>
  names
    .slice(0, 8)
    .map((name) => `\`${name}\``)
    .join(', ') + (names.length > 8 ? `, and ${names.length - 8} more` : '');

const hiddenWords = (names: readonly string[]) =>
  [
    `names in conditions keep their spelling everywhere: ${list(names)}`,
    'rename them by hand where nothing refers to them in `not`, `if` and `contains`',
  ] as const;

const equalWords = (names: readonly string[]) =>
  [
    `names that would become equal keep their spelling: ${list(names)}`,
    'rename them by hand, with an `x-upstream` each',
  ] as const;
