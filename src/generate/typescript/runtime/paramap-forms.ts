import { type BodyContent, type Pair, type ParameterWriting, scalarText, UnsendableError } from './paramap-request.ts';
import { writeStyled } from './paramap-styles.ts';

/** How bodies are written that are no JSON; nothing here is for callers. */

/** Content that is sent as it is. */
export type Bytes = Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>;

/** How a member of a form is written, where it is a list or an object. */
export type FieldStyles = readonly (readonly [name: string, written: Pick<ParameterWriting, 'style' | 'explode'>])[];

/** Writes an object as `application/x-www-form-urlencoded`; lists and objects in their style. */
export function formWriter(styles: FieldStyles): (value: unknown) => string {
  const written = new Map(styles);
  return (value) =>
    fieldsOf(value)
      .flatMap(([name, member]): Pair[] => {
        const at = { in: 'body', name, ...written.get(name) } as const;
        return typeof member === 'object' && member !== null
          ? writeStyled(at, member, encodeURIComponent)
          : [[name, encodeURIComponent(scalarText(at, member))]];
      })
      .map(([name, text]) => `${encodeURIComponent(name)}=${text}`)
      .join('&');
}

/**
 * Writes an object as a multipart form: a list by repeating the field, an object as JSON, and every `Blob` or `File` as
 * a file, behind all fields, for the API judges the fields before it takes a file.
 */
export function writeMultipart(value: unknown): FormData {
  const form = new FormData();
  const files: [name: string, file: Blob][] = [];
  for (const [name, member] of fieldsOf(value)) {
    for (const item of Array.isArray(member) ? member : [member]) {
      if (item instanceof Blob) files.push([name, item]);
      else form.append(name, fieldText(name, item));
    }
  }
  for (const [name, file] of files) form.append(name, file);
  return form;
}

/** Hands on what is written already: text, or bytes. */
export function writeAsIs(value: unknown): BodyContent {
  const isBytes = value instanceof Blob || value instanceof ReadableStream || value instanceof ArrayBuffer;
  return isBytes || (ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer)
    ? (value as BodyContent)
    : scalarText({ in: 'body', name: '' }, value);
}

function fieldText(name: string, value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : scalarText({ in: 'body', name }, value);
}

function fieldsOf(value: unknown): [name: string, member: unknown][] {
  if (typeof value !== 'object' || value === null) {
    throw new UnsendableError({ in: 'body', name: '' }, 'is no object: each field of a form has a name');
  }
  return Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
}
