import { isObject } from '../../codec/json-type.ts';
import { stringifyJson } from '../../codec/json-text/stringify.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { formatScalar } from '../../codec/scalar.ts';
import type { WriteFault, WrittenContent } from '../body-format.ts';

/** The head of a part that is to be written. */
export interface WrittenPart {
  readonly name: string;
  readonly fileName?: string | undefined;
  readonly contentType?: string | undefined;
}

/**
 * Writes the boundary line and the head of one part; its content follows, then `partEnd`.
 *
 * Names can add no line and no parameter. Source: RFC 7578, section 4.2; WHATWG HTML, "multipart/form-data encoding
 * algorithm", for the three escapes.
 */
export function formatPartHead(boundary: string, { name, fileName, contentType }: WrittenPart): string {
  const file = fileName === undefined ? '' : `; filename="${escapeName(fileName)}"`;
  const type = contentType === undefined ? '' : `Content-Type: ${contentType}\r\n`;
  return `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"${file}\r\n${type}\r\n`;
}

/** Ends the content of a part. */
export const partEnd = '\r\n';

/** Ends the whole. */
export const formatMultipartEnd = (boundary: string): string => `--${boundary}--\r\n`;

const escapeName = (name: string): string =>
  name
    .replaceAll(/\r\n|\r|\n/g, '%0D%0A')
    .replaceAll('"', '%22')
    .replaceAll('\\', '%5C');

/** The value of `Content-Type`. */
export const multipartType = (boundary: string): string => `multipart/form-data; boundary=${boundary}`;

/** Fields as parts, without the end of the whole. */
export type WrittenFields =
  | { readonly ok: true; readonly content: string }
  | { readonly ok: false; readonly faults: readonly WriteFault[] };

/**
 * Writes an object as fields: one part for a scalar, one for each item of a list, an object as JSON.
 *
 * Fails: with a fault for what is no object, and for `null`, which no field can be.
 */
export function formatFields(value: JsonValue, boundary: string): WrittenFields {
  if (!isObject(value)) return { ok: false, faults: [{ path: [], reason: 'only an object can be written as a form' }] };
  const faults: WriteFault[] = [];
  let content = '';
  for (const { path, name, value: field } of fieldsOf(value)) {
    const text = formatScalar(field);
    if (text !== undefined) {
      content += formatPartHead(boundary, { name }) + text + partEnd;
    } else if (field === null) {
      faults.push({ path, reason: 'no field of a form can be null' });
    } else {
      content += formatPartHead(boundary, { name, contentType: 'application/json' }) + stringifyJson(field) + partEnd;
    }
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, content };
}

/**
 * Writes an object as a whole multipart content without files, and the media type to it.
 *
 * The boundary is the first of `paramap-0`, `paramap-1`, ... that stands nowhere in the fields, so that the same request is
 * always written alike.
 */
export function formatMultipart(value: JsonValue): WrittenContent {
  const known = JSON.stringify(formatFields(value, ''));
  let counter = 0;
  while (known.includes(`paramap-${counter}`)) counter += 1;
  const boundary = `paramap-${counter}`;
  const fields = formatFields(value, boundary);
  const contentType = multipartType(boundary);
  return fields.ok ? { ok: true, content: fields.content + formatMultipartEnd(boundary), contentType } : fields;
}

interface Field {
  readonly path: readonly (string | number)[];
  readonly name: string;
  readonly value: JsonValue;
}

function* fieldsOf(object: JsonObject): Generator<Field> {
  for (const [name, value] of Object.entries(object)) {
    if (!Array.isArray(value)) yield { path: [name], name, value };
    else for (const [index, item] of value.entries()) yield { path: [name, index], name, value: item };
  }
}
