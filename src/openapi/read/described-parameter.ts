import type { JsonValue } from '../../codec/json-value.ts';

/** How lists and objects are written; `tabDelimited` is Swagger's `tsv`, which nobody else has. */
export type DescribedStyle =
  | 'matrix'
  | 'label'
  | 'form'
  | 'simple'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject'
  | 'tabDelimited';

/** Where a parameter stands. Source: OpenAPI 3.1, section 4.8.12.1. */
export type DescribedLocation = 'path' | 'query' | 'header' | 'cookie';

/** One parameter outside the body, with what its document leaves to defaults filled in. */
export interface DescribedParameter {
  readonly in: DescribedLocation;
  readonly name: string;
  readonly required: boolean;
  /** JSON Schema 2020-12. Of a parameter with `content`: a text whose `contentSchema` is the schema of it. */
  readonly schema: JsonValue;
  /** The media type of a parameter with `content`. */
  readonly mediaType: string | undefined;
  readonly style: DescribedStyle;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  readonly allowEmptyValue: boolean;
  readonly deprecated: boolean;
  readonly description: string | undefined;
  readonly example: JsonValue | undefined;
  /** The place of the schema; in Swagger 2.0 that is the parameter. */
  readonly schemaPointer: string;
  /** The place of the parameter where it is written, not of the reference to it. */
  readonly pointer: string;
  readonly file: string;
}
