import { type MediaType, parseMediaType } from './media-type.ts';

/** The lines of one field of an answer: the name as received, and its value, or the values of its lines. */
export interface AnswerField {
  readonly name: string;
  readonly value: string | string[];
}

/** The fields of an answer in order, by lower-case name. */
export type AnswerFields = ReadonlyMap<string, AnswerField>;

/** The value of a field, several lines joined with commas; `undefined` where there is none. */
export function fieldText(fields: AnswerFields, name: string): string | undefined {
  const value = fields.get(name)?.value;
  return Array.isArray(value) ? value.join(', ') : value;
}

/** The media type that an answer names; `undefined` for none, or for what is none. */
export function answerMediaType(fields: AnswerFields): MediaType | undefined {
  return parseMediaType(fieldText(fields, 'content-type') ?? '');
}

/** Whether the upstream forbids everybody on the way to change its content. Source: RFC 9111, section 5.2.2.6. */
export function forbidsTransform(fields: AnswerFields): boolean {
  return /(?:^|[,\s])no-transform\s*(?:,|$)/i.test(fieldText(fields, 'cache-control') ?? '');
}

/**
 * Fields that say something of the very bytes of an answer's content, or offer parts of them: wrong as soon as it was
 * mapped. `Last-Modified` stays true. Source: RFC 9110, sections 8.6, 8.8.3 and 14.3; RFC 9530; RFC 9421.
 */
export const answerContentFields: readonly string[] = [
  'accept-ranges',
  'content-digest',
  'content-encoding',
  'content-length',
  'content-md5',
  'digest',
  'etag',
  'repr-digest',
  'signature',
  'signature-input',
];
