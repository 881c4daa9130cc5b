// Writes docs/options.md, the reference of the options, from the schema of the configuration file.
// `node scripts/options-reference.ts`; a test holds that it was run.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SchemaObject } from 'ajv';
import { cell, code, table } from './contract-reference.ts';

const page = new URL('../docs/options.md', import.meta.url);
const schemaFile = new URL('../schemas/config.schema.json', import.meta.url);

const head = `# Options

Every option, as it stands in \`paramap.config.json\`; \`paramap({ ... })\` and \`createGateway({ ... })\` take the same names. In the file a function is the
path of a module whose default export it is; in code it is the function itself. Durations are in milliseconds, sizes in bytes. A name that nobody knows is refused at
start, with the nearest one. Where no default stands, nothing is done without the option, or the text says what is.

With \`"$schema": "./node_modules/paramap/schemas/config.schema.json"\` an editor completes and explains all of it. This page is made of that schema.
`;

const schema: SchemaObject = JSON.parse(readFileSync(schemaFile, 'utf8'));
const definitions: Readonly<Record<string, SchemaObject>> = schema['definitions'];

/** The whole page: the options of the first level, then one section for each object below them. */
export function optionsReference(): string {
  const sections = Object.entries(definitions).flatMap(([name, definition]) => {
    const members = objectOf(definition);
    return members === undefined ? [] : [`## ${name}\n\n${meaningOf(definition)}\n\n${membersTable(members)}`];
  });
  return `${[`${head}\n${membersTable(schema)}`, ...sections].join('\n\n')}\n`;
}

function membersTable(object: SchemaObject): string {
  return table(['option', 'type', 'default', 'meaning'], rowsOf(object, ''));
}

/** What is written in its place, and has no section, has its rows below its own: `upgrades.origins`. */
function rowsOf({ properties, required = [] }: SchemaObject, before: string): readonly (readonly string[])[] {
  return Object.entries<SchemaObject>(properties).flatMap(([name, member]) => {
    const path = `${before}${name}`;
    const standard = member['default'] === undefined ? '' : code(member['default']);
    const shown = `\`${path}\`${required.includes(name) ? ' (required)' : ''}`;
    const row = [shown, typeText(member), standard, cell(meaningOf(member))];
    const target = referenced(member);
    const whole: SchemaObject = target !== undefined && objectOf(target) === undefined ? target : member;
    const below = member['$ref'] === undefined ? objectOf(member) : undefined;
    const values = objectOf(whole['additionalProperties'] ?? {});
    return [row, ...(below ? rowsOf(below, `${path}.`) : []), ...(values ? rowsOf(values, `${path}.*.`) : [])];
  });
}

/** In words, with an example where it is another than the default. */
function meaningOf(schema: SchemaObject): string {
  const { description, examples = [], default: standard } = { ...referenced(schema), ...schema };
  const [example] = examples;
  const isNew = example !== undefined && JSON.stringify(example) !== JSON.stringify(standard);
  return [description, isNew ? `Such as ${code(example)}.` : undefined].filter(Boolean).join(' ');
}

/** The schema, or the one of its branches, that has members of its own. */
function objectOf(schema: SchemaObject): SchemaObject | undefined {
  const branches: readonly SchemaObject[] = [schema, ...(schema['oneOf'] ?? [])];
  return branches.find(({ properties }) => properties !== undefined);
}

function nameIn(schema: SchemaObject): string {
  return String(schema['$ref'] ?? '').replace('#/definitions/', '');
}

function referenced(schema: SchemaObject): SchemaObject | undefined {
  return definitions[nameIn(schema)];
}

function typeText(schema: SchemaObject): string {
  const target = referenced(schema);
  const name = nameIn(schema);
  if (target !== undefined) return objectOf(target) ? `[${name}](#${name.toLowerCase()})` : typeText(target);
  const { type, items, additionalProperties: values } = schema;
  if (schema['const'] !== undefined) return code(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map(code).join(', ');
  const branches: readonly SchemaObject[] | undefined = schema['oneOf'] ?? schema['anyOf'];
  if (branches !== undefined) return [...new Set(branches.map(typeText))].join(' or ');
  if (type === 'array' && items) return `list of ${typeText(items)}`;
  if (type === 'object' && typeof values === 'object') return `object of ${typeText(values)}`;
  return type === undefined ? 'any' : [type].flat().join(' or ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, optionsReference());
