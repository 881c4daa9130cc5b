import { memberName } from './source-text.ts';
import type { TypeSchema } from '../schema/type-schema.ts';

/**
 * Writes all types of a file with json-schema-to-typescript.
 *
 * In:  the types by name, and the one that names them all, so that each is reached.
 * Out: exported declarations, indented.
 * Security: the library resolves nothing (no file, no network), sees no keyword but those of `TypeSchema`, and no member
 * name but plain words.
 */
export async function declareTypes(definitions: Readonly<Record<string, TypeSchema>>, root: string): Promise<string> {
  // Loaded here alone: it and what it brings have no part in serving requests.
  const { compile } = await import('json-schema-to-typescript');
  // The library gives a name to what says something; what is another type and nothing else is made to say so.
  const named = Object.entries(definitions).map(([name, type]) => [
    name,
    type.$ref === undefined ? type : { allOf: [type] },
  ]);
  const { schema, restore } = withSafeMembers({
    ...rootSchema(definitions),
    definitions: Object.fromEntries(named),
  });
  const source = await compile(schema, root, {
    bannerComment: '',
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    enableConstEnums: false,
    unknownAny: true,
    format: false,
    customName: (_, definition) => definition,
    $refOptions: { resolve: { external: false, file: false, http: false } },
  });
  const declared = withoutRoot(source, root);
  const missing = Object.keys(definitions).filter((name) => !new RegExp(`^export \\w+ ${name}\\b`, 'm').test(declared));
  // What says nothing is unknown, which the library writes in place instead of giving it a name.
  const unknown = missing.map((name) => `export type ${name} = unknown\n`);
  return layOut(restore([declared, ...unknown].join('\n')));
}

/** Takes out the interface that only was there to reach every type; its lines are names. */
function withoutRoot(source: string, root: string): string {
  return source.replace(new RegExp(`^export interface ${root} \\{\\n[^}]*^\\}\\n`, 'm'), '');
}

function rootSchema(definitions: Readonly<Record<string, TypeSchema>>): TypeSchema {
  const names = Object.keys(definitions);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { $ref: `#/definitions/${name}` }])),
    required: names,
    additionalProperties: false,
  };
}

/**
 * Gives unusual members another name on their way through the library: it calls functions like `hasOwnProperty` on its
 * input, and makes URLs of names, which not every text can be a part of.
 */
function withSafeMembers(schema: TypeSchema): { schema: TypeSchema; restore: (source: string) => string } {
  const prefix = unusedPrefix(JSON.stringify(schema));
  const replaced: string[] = [];
  const rename = (name: string): string => {
    if (/^[A-Za-z_$][\w$]*$/.test(name) && !(name in Object.prototype)) return name;
    const known = replaced.indexOf(name);
    return `${prefix}${known < 0 ? replaced.push(name) - 1 : known}`;
  };
  return {
    schema: renameMembers(schema, rename),
    restore: (source) =>
      source.replace(new RegExp(`${prefix}(\\d+)`, 'g'), (_, index) => memberName(replaced[Number(index)] ?? '')),
  };
}

/** A word that stands nowhere in the text. */
function unusedPrefix(text: string): string {
  let prefix = 'member';
  while (text.includes(prefix)) {
    prefix += '_';
  }
  return prefix;
}

function renameMembers(schema: TypeSchema, rename: (name: string) => string): TypeSchema {
  const below = (inner: TypeSchema): TypeSchema => renameMembers(inner, rename);
  const members = (map: Record<string, TypeSchema>, key: (name: string) => string): Record<string, TypeSchema> =>
    Object.fromEntries(Object.entries(map).map(([name, member]) => [key(name), below(member)]));
  const { properties, required, definitions, allOf, anyOf, items, additionalItems, additionalProperties } = schema;
  return {
    ...schema,
    ...(properties && { properties: members(properties, rename) }),
    ...(required && { required: required.map(rename) }),
    ...(definitions && { definitions: members(definitions, (name) => name) }),
    ...(allOf && { allOf: allOf.map(below) }),
    ...(anyOf && { anyOf: anyOf.map(below) }),
    ...(items && { items: Array.isArray(items) ? items.map(below) : below(items) }),
    ...(typeof additionalItems === 'object' && { additionalItems: below(additionalItems) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: below(additionalProperties) }),
  };
}

/**
 * Indents by braces, which the library's lines open and close at their ends, and sorts the declarations by name: another
 * type adds lines and moves none.
 */
function layOut(source: string): string {
  const declarations = new Map<string, string[]>();
  let lines: string[] = [];
  let depth = 0;
  for (const line of source.split('\n')) {
    const text = line.trim();
    if (text === '') continue;
    const isComment = /^\/?\*/.test(text);
    if (!isComment && /^[)}]/.test(text)) depth -= 1;
    const [, name] = depth === 0 && !isComment ? (/^export \w+ (\w+)/.exec(text) ?? []) : [];
    const beginsComment = depth === 0 && text.startsWith('/**');
    if (beginsComment || (name !== undefined && !lines.every((before) => /^ ?\/?\*/.test(before)))) lines = [];
    if (name !== undefined) declarations.set(name, lines);
    lines.push(`${'  '.repeat(depth)}${text.startsWith('*') ? ' ' : ''}${text}`);
    if (!isComment && /[({]$/.test(text)) depth += 1;
  }
  const sorted = [...declarations].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([, declared]) => `${declared.join('\n')}\n`).join('\n');
}
