import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { Place } from './place.ts';
import { keywordAt } from './schema-keywords.ts';

/** What is declared of one file of a multipart form. */
export interface FileRule {
  /** As the caller calls it. */
  readonly name: string;
  /** Several files may have the name. */
  readonly list: boolean;
  /** As the upstream calls it; `undefined`: the file is checked and not sent. */
  readonly outgoing: string | undefined;
  /** Media types in lower case, `image/*` among them; empty: any. */
  readonly mediaTypes: readonly string[];
  /** Endings of its name in lower case, without a dot; empty: any. */
  readonly extensions: readonly string[];
  /** `undefined`: what the option `limits.fileBytes` allows. */
  readonly maxBytes: number | undefined;
}

/** The place of one file: of the member itself, or of the items of a list of files; `undefined` for a field. */
export function filePlace(member: Place): { readonly place: Place; readonly list: boolean } | undefined {
  if (isFile(member)) return { place: member, list: false };
  return member.items !== undefined && isFile(member.items) ? { place: member.items, list: true } : undefined;
}

/** Source: OpenAPI 3.1, section 4.8.14.3: binary content is a text with `contentMediaType`; 3.0 writes `format: binary`. */
function isFile(place: Place): boolean {
  return place.certain.some(
    ({ keywords }) =>
      keywords['format'] === 'binary' ||
      keywords['x-file'] !== undefined ||
      (keywords['contentMediaType'] !== undefined && keywords['contentEncoding'] === undefined),
  );
}

/** What `contentMediaType` and `x-file` say of a file. */
export function fileLimits(place: Place): Pick<FileRule, 'mediaTypes' | 'extensions' | 'maxBytes'> {
  const own = keywordAt(place, 'x-file');
  const declared = isObject(own) ? own : {};
  const type = keywordAt(place, 'contentMediaType');
  const types = texts(declared['mediaTypes']);
  const { maxBytes } = declared;
  return {
    mediaTypes: types.length > 0 || typeof type !== 'string' ? types : [type.toLowerCase()],
    extensions: texts(declared['extensions']),
    maxBytes: typeof maxBytes === 'number' ? maxBytes : undefined,
  };
}

const texts = (value: JsonValue | undefined): string[] =>
  Array.isArray(value) ? value.flatMap((item) => (typeof item === 'string' ? [item.toLowerCase()] : [])) : [];
