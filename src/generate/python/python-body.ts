import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import type { TextForm } from '../../contract/parameter-form.ts';
import { formatKind } from '../../http/format-kind.ts';
import type { Definitions } from '../schema/definitions.ts';
import type { TypeSchema } from '../schema/type-schema.ts';
import { objectVariants } from './object-variants.ts';

/** How a body is written. */
export type BodyWriting = 'json' | 'form' | 'multipart' | 'text' | 'bytes';

/** The body of an operation as its method takes it. */
export interface PythonBody {
  readonly writing: BodyWriting;
  readonly required: boolean;
  /** All that are written alike; the first is sent unless the call names another. */
  readonly mediaTypes: readonly string[];
  /** Of JSON and forms; files are `fileSchema`. */
  readonly schema: TypeSchema;
  /** The fields of a form that are written in a style, and the files. */
  readonly fields: ReadonlyMap<string, TextForm | 'file'>;
}

/** Stands for a file among the members of a form; known by being this very object. */
export const fileSchema: TypeSchema = { type: 'string' };

/** Plans the body of an operation, in the media type that its client sends. */
export function planPythonBody(
  { body }: Operation,
  content: BodyContent | undefined,
  definitions: Definitions,
): PythonBody | undefined {
  if (body === undefined || content === undefined) return undefined;
  const writing = writingOf(content.mediaType);
  const alike =
    writing === 'bytes' || writing === 'text'
      ? body.content.filter(({ mediaType }) => writingOf(mediaType) === writing)
      : [content];
  const hasMembers = writing !== 'bytes' && writing !== 'text';
  const styled: ReadonlyMap<string, TextForm> = writing === 'form' ? content.format.fields : new Map();
  const files = [...content.files.keys()].map((name) => [name, 'file'] as const);
  return {
    writing,
    required: body.required,
    mediaTypes: alike.map(({ mediaType }) => mediaType),
    schema: hasMembers ? definitions.convert(content.schema, 'input') : {},
    fields: new Map<string, TextForm | 'file'>([...styled, ...files]),
  };
}

function writingOf(mediaType: string): BodyWriting {
  const kind = formatKind(mediaType);
  if (kind === 'binary') return 'bytes';
  return kind === 'xml' ? 'text' : kind;
}

/** The members of a form with `fileSchema` in place of the schema of each file. */
export function withFiles(
  { schema, fields }: PythonBody,
  definitions: Readonly<Record<string, TypeSchema>>,
): TypeSchema {
  const files = [...fields].flatMap(([name, form]) => (form === 'file' ? [name] : []));
  if (files.length === 0) return schema;
  const shapes = objectVariants(schema, definitions) ?? [];
  const anyOf = shapes.map(({ members, others }): TypeSchema => {
    const properties = [...members].map(([name, member]) => [
      name,
      files.includes(name) ? ofFile(member.schema) : member.schema,
    ]);
    const required = [...members].flatMap(([name, member]) => (member.required ? [name] : []));
    return { type: 'object', properties: Object.fromEntries(properties), required, additionalProperties: others };
  });
  return anyOf.length === 0 ? { type: 'object', additionalProperties: true } : { anyOf };
}

function ofFile(schema: TypeSchema): TypeSchema {
  const file = schema.type === 'array' ? { type: 'array' as const, items: fileSchema } : fileSchema;
  return { allOf: [file], description: schema.description ?? '' };
}
