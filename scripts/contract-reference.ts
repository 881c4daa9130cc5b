// Writes the generated parts of docs/contract.md: the reference of the format from the meta-schema, the codecs from the
// codecs themselves, the formats from the formats. `node scripts/contract-reference.ts`; a test holds that it was run.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SchemaObject } from 'ajv';
import { builtinCodecs } from '../src/codec/builtin-codecs.ts';
import { completeStyle, styleCells } from '../src/codec/style/style-table.ts';
import { formats, numericFormats } from '../src/contract/formats.ts';
import { readMetaSchema } from '../src/contract/structure/meta-schema.ts';
import { textLocations } from '../src/http/location.ts';

const page = new URL('../docs/contract.md', import.meta.url);

/** The page with its generated parts made anew; what people wrote stays as it is. */
export function fillReference(markdown: string): string {
  const parts = {
    styles: styleTable(),
    codecs: codecTable(),
    formats: formatList(),
    reference: reference(readMetaSchema()),
  };
  return Object.entries(parts).reduce((text, [name, content]) => fillPart(text, name, content), markdown);
}

function fillPart(markdown: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: generated -->`, `<!-- ${name}: end -->`];
  const start = markdown.indexOf(begin);
  const stop = markdown.indexOf(end);
  if (start === -1 || stop < start) throw new Error(`docs/contract.md lacks the marks of ${name}`);
  return `${markdown.slice(0, start + begin.length)}\n\n${content}\n\n${markdown.slice(stop)}`;
}

function styleTable(): string {
  const rows = textLocations.map((location) => {
    const { style, explode } = completeStyle(location);
    const styles = [...new Set(styleCells.flatMap((known) => (known.in === location ? [`\`${known.style}\``] : [])))];
    return [location, `\`${style}\`${explode ? ', exploded' : ''}`, styles.join(', ')];
  });
  return table(['location', 'without `x-style`', 'possible styles'], rows);
}

function codecTable(): string {
  const rows = builtinCodecs.map(({ summary, example }) => [
    code(example.specification),
    cell(summary),
    code(example.caller),
    code(example.upstream),
  ]);
  return table(['codec', 'what it does', "caller's value", "upstream's value"], rows);
}

function formatList(): string {
  const list = (names: Iterable<string>): string => [...names].map((name) => `\`${name}\``).join(', ');
  return `Of texts: ${list(formats.keys())}.\n\nOf numbers: ${list(numericFormats.keys())}.`;
}

/** One section for each object of the format, in the order of the meta-schema. */
function reference(meta: SchemaObject): string {
  const definitions: SchemaObject[] = [meta, ...Object.values<SchemaObject>(meta['definitions'])];
  const titles = new Map(Object.entries<SchemaObject>(meta['definitions']).map(([name, { title }]) => [name, title]));
  return definitions.map((definition) => section(definition, titles)).join('\n\n');
}

type Titles = ReadonlyMap<string, string>;

function section(definition: SchemaObject, titles: Titles): string {
  const { title, description, examples, properties = {}, required = [] } = definition;
  const head = `### ${title}\n\n${description}\n\nSuch as ${examples.map(code).join(' or ')}.`;
  const rows = Object.entries<SchemaObject>(properties).map(([name, member]) => [
    `\`${name}\`${required.includes(name) ? ' (required)' : ''}`,
    typeText(member, titles),
    cell(memberText(member)),
    member['examples'].map(code).join(' or '),
  ]);
  return rows.length === 0 ? head : `${head}\n\n${table(['member', 'type', 'meaning', 'example'], rows)}`;
}

function memberText({ description, default: standard }: SchemaObject): string {
  return standard === undefined ? description : `${description} By default ${code(standard)}.`;
}

/** The type of a member as a link to its section, or in the words of JSON. */
function typeText(schema: SchemaObject, titles: Titles): string {
  if (typeof schema['$ref'] === 'string') {
    const title = titles.get(schema['$ref'].replace('#/definitions/', '')) ?? '';
    return `[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`;
  }
  if (Array.isArray(schema['enum'])) return schema['enum'].map(code).join(', ');
  if (Array.isArray(schema['anyOf'])) {
    return schema['anyOf']
      .map((branch: SchemaObject) => (branch['enum'] ? 'name' : typeText(branch, titles)))
      .join(' or ');
  }
  const { type, items, additionalProperties } = schema;
  if (type === 'array' && items) return `list of ${typeText(items, titles)}`;
  if (type === 'object' && typeof additionalProperties === 'object')
    return `object of ${typeText(additionalProperties, titles)}`;
  return type === undefined ? 'any' : [type].flat().join(' or ');
}

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** JSON as code in a table: in one line, and without a bar, which would end the cell. */
export function code(value: unknown): string {
  return `\`${cell(JSON.stringify(value, undefined, 1).replaceAll(/\n\s*/g, ' '))}\``;
}

/** Text in a cell of a table. */
export const cell = (text: string): string => text.replaceAll('|', '\\|');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(page, fillReference(readFileSync(page, 'utf8')));
}
