import { createBareObject } from '../codec/bare-object.ts';
import { deepestJson, parseJson } from '../codec/json-text/parse.ts';
import { stringifyJson } from '../codec/json-text/stringify.ts';
import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { formatScalar } from '../codec/scalar.ts';
import { parseMediaType } from '../http/media-type.ts';
import type { IncomingField, IncomingFile, IncomingParts, Outgoing } from '../pipeline/request.ts';

/*
 * A multipart form as examples write it: an object of its fields, and for a file what its part says,
 * `{ "fileName": "lake.png", "mediaType": "image/png" }`. Several parts of one name stand in a list.
 */

/** Stands for the random boundary of a request that is only looked at. */
const boundary = 'example';

/** The `Content-Type` of a form that an example writes. */
export const exampleFormType = `multipart/form-data; boundary=${boundary}`;

/** The parts that a caller would send. */
export function partsOf(form: JsonObject): IncomingParts {
  const fields: IncomingField[] = [];
  const files: IncomingFile[] = [];
  for (const [name, member] of Object.entries(form)) {
    for (const value of Array.isArray(member) ? member : [member]) {
      const file = fileOf(name, value);
      if (file === undefined) fields.push(fieldOf(name, value));
      else files.push(file);
    }
  }
  return { kind: 'parts', fields, files, complete: true, boundary };
}

function fileOf(name: string, value: JsonValue): IncomingFile | undefined {
  if (!isObject(value) || !Object.hasOwn(value, 'fileName')) return undefined;
  const { fileName, mediaType } = value;
  return {
    name,
    fileName: typeof fileName === 'string' ? fileName : undefined,
    mediaType: typeof mediaType === 'string' ? mediaType : undefined,
  };
}

function fieldOf(name: string, value: JsonValue): IncomingField {
  const text = formatScalar(value);
  if (text !== undefined) return { name, mediaType: undefined, text };
  return { name, mediaType: 'application/json', text: stringifyJson(value) };
}

/** A form with its scalars as the texts that they are in one. */
export function asSent(form: JsonValue | undefined): JsonValue | undefined {
  if (!isObject(form)) return form;
  const texts = createBareObject();
  for (const [name, member] of Object.entries(form)) {
    texts[name] = Array.isArray(member) ? oneOrAll(member.map(textOf)) : textOf(member);
  }
  return texts;
}

const textOf = (value: JsonValue): JsonValue => formatScalar(value) ?? value;
const oneOrAll = (values: JsonValue[]): JsonValue => (values.length === 1 ? (values[0] ?? null) : values);

/** The form of an outgoing request, as examples write it; `undefined` where it sends none. */
export function sentForm({ body, streamed }: Outgoing, contentType: string | undefined): JsonObject | undefined {
  const type = parseMediaType(contentType ?? '');
  const by = type?.parameters.get('boundary');
  if (type?.essence !== 'multipart/form-data' || by === undefined) return undefined;
  const parts = streamed?.kind === 'parts' ? streamed : { fields: String(body ?? ''), files: [] };
  const form = createBareObject();
  const add = (name: string, value: JsonValue): void => {
    const before = form[name];
    if (before === undefined) form[name] = value;
    else form[name] = [...(Array.isArray(before) ? before : [before]), value];
  };
  for (const [name, value] of writtenFields(parts.fields, by)) add(name, value);
  for (const file of parts.files) {
    if (file !== undefined) add(file.name, { fileName: file.fileName ?? null, mediaType: file.mediaType ?? null });
  }
  return form;
}

/** The fields of a content that we have written ourselves; its boundary stands nowhere in it. */
function writtenFields(content: string, by: string): [name: string, value: JsonValue][] {
  const written = content.split(`--${by}\r\n`).slice(1);
  return written.map((part) => {
    const [head = ''] = part.split('\r\n\r\n', 1);
    const end =
      part.lastIndexOf('\r\n--') > 0 && part.endsWith('--\r\n') ? part.lastIndexOf('\r\n--') : part.length - 2;
    const text = part.slice(head.length + 4, end);
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    const parsed = head.includes('application/json') ? parseJson(text, { maxDepth: deepestJson }) : undefined;
    return [name, parsed?.ok === true ? parsed.value : text];
  });
}
