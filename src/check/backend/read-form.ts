import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { parseMediaType } from '../../http/media-type.ts';
import { decodeQueryText } from '../../http/percent.ts';
import type { DescribedContent } from '../../openapi/read/backend-description.ts';
import type { SchemaSource } from '../../openapi/read/schema-source.ts';
import { readText } from './read-as.ts';
import { memberOf, partOf, shownTypes } from './schema-view.ts';

/** One field of a form, as it was sent. */
interface Field {
  readonly name: string;
  readonly text: string;
}

/** How a backend describes a form. */
export interface DescribedForm extends Pick<DescribedContent, 'schema' | 'encoding'> {
  readonly source: SchemaSource;
}

/** More readings of one form are not tried; then nothing is said of it. */
const mostReadings = 64;

/**
 * What a backend may make of a form that was sent: each field as its schema says, and as a text where it may be one.
 *
 * In:  the content and its `Content-Type`.
 * Out: `undefined` where nobody can say: a member whose encoding is described, an object, or a list without known items.
 * Source: OpenAPI 3.1, sections 4.8.14.4 and 4.8.15.
 */
export function formReadings(content: string, contentType: string, form: DescribedForm): JsonObject[] | undefined {
  const type = parseMediaType(contentType);
  const boundary = type?.parameters.get('boundary');
  const fields = boundary === undefined ? pairsOf(content) : partsOf(content, boundary);
  let readings: JsonObject[] = [{}];
  for (const [name, own] of Map.groupBy(fields, (field) => field.name)) {
    const texts = own.map(({ text }) => text);
    const values = memberReadings(name, texts, form);
    if (values === undefined || values.length * readings.length > mostReadings) return undefined;
    readings = values.flatMap((value) => readings.map((object) => ({ ...object, [name]: value })));
  }
  return isPlain(form) ? readings : undefined;
}

/** Whether each member shows as a field of its own name: objects are written in several, under other names. */
function isPlain({ schema, source }: DescribedForm): boolean {
  const properties = partOf(schema, source, 'properties');
  const members = properties !== undefined && isObject(properties) ? Object.values(properties) : [];
  return members.every((member) => shownTypes(member, source)?.has('object') === false);
}

function memberReadings(
  name: string,
  texts: readonly string[],
  { schema, encoding, source }: DescribedForm,
): JsonValue[] | undefined {
  if (Object.hasOwn(encoding, name)) return undefined;
  const member = memberOf(schema, source, name);
  const types = shownTypes(member, source);
  // Of what is not described each way of reading it is as good as the other.
  if (member === undefined) return [texts.length === 1 ? (texts[0] ?? '') : [...texts]];
  if (types === undefined || types.has('object')) return undefined;
  if (!types.has('array')) {
    const [text = '', ...others] = texts;
    return others.length > 0 ? undefined : either(readText(text, types), text);
  }
  const items = shownTypes(partOf(member, source, 'items'), source);
  if (types.size > 1 || items?.has('object') !== false || items.has('array')) return undefined;
  return either(
    texts.map((text) => readText(text, items)),
    [...texts],
  );
}

const either = (typed: JsonValue, text: JsonValue): JsonValue[] =>
  JSON.stringify(typed) === JSON.stringify(text) ? [text] : [typed, text];

function pairsOf(content: string): Field[] {
  return content.split('&').flatMap((pair): Field[] => {
    if (pair === '') return [];
    const [name = '', ...rest] = pair.split('=');
    return [{ name: decoded(name), text: decoded(rest.join('=')) }];
  });
}

const decoded = (text: string): string => decodeQueryText(text) ?? text;

/** The parts of a form as this program writes them. Source: RFC 7578, section 4. */
function partsOf(content: string, boundary: string): Field[] {
  return `\r\n${content}`
    .split(`\r\n--${boundary}`)
    .slice(1, -1)
    .map((part): Field => {
      const end = part.indexOf('\r\n\r\n');
      const [, name = ''] = /; name="([^"]*)"/.exec(part.slice(0, end)) ?? [];
      return { name: unescaped(name), text: part.slice(end + 4) };
    });
}

const unescaped = (name: string): string =>
  name.replaceAll('%0D%0A', '\r\n').replaceAll('%22', '"').replaceAll('%5C', '\\');
