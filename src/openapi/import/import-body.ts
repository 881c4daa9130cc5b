import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import { type FormatKind, formatKind } from '../../http/format-kind.ts';
import type { DescribedBody, DescribedContent } from '../read/backend-description.ts';
import { called, type ContractSchemas } from './contract-schemas.ts';
import { importText } from './import-text.ts';
import type { LossList } from './loss-list.ts';
import { plainTypes } from './plain-types.ts';
import { textShape } from './text-shape.ts';

/** A body as a contract has it, and whether undeclared members of it are to pass. */
export interface ImportedBody {
  readonly body: JsonObject;
  readonly isForwarded: boolean;
}

/** Makes `body` of an operation. Content that a contract cannot describe is taken as it comes, which is told. */
export function importBody(schemas: ContractSchemas, losses: LossList, body: DescribedBody): ImportedBody {
  const content: JsonObject = {};
  let isForwarded = false;
  for (const [mediaType, described] of Object.entries(body.content)) {
    for (const name of plainTypes(losses, mediaType, described)) {
      if (Object.hasOwn(content, name)) continue;
      const converted = importContent(schemas, losses, { kind: formatKind(name), described });
      content[name] = converted.schema;
      isForwarded ||= converted.isForwarded;
    }
  }
  return { body: { ...(body.required ? {} : { required: false }), content }, isForwarded };
}

interface Content {
  readonly kind: FormatKind;
  readonly described: DescribedContent;
}

function importContent(
  schemas: ContractSchemas,
  losses: LossList,
  { kind, described }: Content,
): { readonly schema: JsonValue; readonly isForwarded: boolean } {
  if (kind === 'form' || kind === 'multipart') return importForm(schemas, losses, { kind, described });
  const whole = (schema: JsonValue) => ({ schema, isForwarded: false });
  if (kind === 'xml') {
    losses.add(described, 'xml', xmlWords);
    return whole({ type: 'object' });
  }
  if (kind === 'binary') return whole({ type: 'string', format: 'binary' });
  if (kind === 'text') {
    const { types } = textShape(schemas.source, described.schema);
    const isText = types.size <= 1 && !types.has('object') && !types.has('array');
    if (!isText) losses.add(described, 'text-body', textWords);
    return whole(isText ? withType(schemas.convert(described.schema, described)) : { type: 'string' });
  }
  return whole(withExamples(schemas, described));
}

const withType = (schema: JsonValue): JsonValue => (isObject(schema) ? schema : { type: 'string' });

/** The schema with the examples that stand beside it. */
export function withExamples(schemas: ContractSchemas, { schema, examples, ...origin }: DescribedContent): JsonValue {
  const converted = schemas.convert(schema, origin);
  if (examples.length === 0 || converted === false) return converted;
  const shown = examples.map((example) => schemas.example(example, schema));
  return isObject(converted) && ('examples' in converted || 'example' in converted)
    ? converted
    : { ...(isObject(converted) ? converted : {}), examples: shown };
}

/** The fields of a form are texts, each by itself; one that holds more than text can is passed on undeclared. */
function importForm(schemas: ContractSchemas, losses: LossList, { kind, described }: Content) {
  const { schema, encoding } = described;
  const target =
    isObject(schema) && typeof schema['$ref'] === 'string' ? schemas.source.resolve(schema['$ref']) : undefined;
  const own = target?.schema ?? schema;
  const origin = target ?? described;
  if (!isObject(own) || !isObject(own['properties'])) return { schema: { type: 'object' }, isForwarded: false };
  const { properties, required } = own;
  const declared: JsonObject = {};
  const names = new Map<string, string>();
  for (const [name, member] of Object.entries(properties)) {
    const at = { file: origin.file, pointer: pointerTo(origin.pointer, 'properties', name) };
    const isFile = kind === 'multipart' && holdsFile(schemas, member);
    const { style = 'form', explode = true } = encoding[name] ?? {};
    const field = isFile
      ? schemas.convert(member, at)
      : importText(schemas, losses, { in: 'form', name, schema: member, style, explode, ...at });
    if (field === undefined) continue;
    const spelled = schemas.nameOf(name);
    names.set(name, spelled);
    declared[spelled] = spelled === name ? field : called(field, name);
  }
  const needed = Array.isArray(required) ? required.flatMap((name) => names.get(String(name)) ?? []) : [];
  const rest = Object.keys(own).filter(
    (name) => !['type', 'properties', 'required'].includes(name) && !annotation(name),
  );
  for (const name of rest) losses.add({ ...origin, pointer: pointerTo(origin.pointer, name) }, 'form', formWords(name));
  return {
    schema: { type: 'object', ...(needed.length === 0 ? {} : { required: needed }), properties: declared },
    isForwarded: names.size < Object.keys(properties).length || own['additionalProperties'] === true,
  };
}

const annotation = (name: string): boolean =>
  /^(?:x-|title$|description$|example|xml$|externalDocs$|additionalProperties$|\$comment$)/.test(name);

function holdsFile(schemas: ContractSchemas, schema: JsonValue): boolean {
  const { items } = textShape(schemas.source, schema);
  const isFile = (part: JsonValue): boolean =>
    isObject(part) && (part['format'] === 'binary' || part['contentMediaType'] !== undefined);
  return isFile(schema) || items.some(isFile);
}

const xmlWords = [
  'the names and attributes of XML are not taken from the schema; any element is taken',
  'describe the element as a contract has it: docs/media-types.md',
] as const;

const textWords = ['a text holds no lists and objects; any text is taken', 'declare what the text looks like'] as const;

const formWords = (name: string) =>
  [
    `\`${name}\` of a form as a whole is not applied`,
    'write the rule into the contract where callers should be held to it',
  ] as const;
