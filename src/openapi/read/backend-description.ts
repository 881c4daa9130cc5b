import type { UnreadMember } from './unread-members.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { Position } from '../../contract/authored-document.ts';
import type { Finding } from '../../contract/finding.ts';
import type { DescribedParameter, DescribedStyle } from './described-parameter.ts';
import type { DescribedSecurity, SecurityRequirement } from './described-security.ts';
import type { SchemaSource } from './schema-source.ts';

/**
 * What an OpenAPI document says of a backend, whatever its version: 3.1, 3.0 and Swagger 2.0 come out alike.
 *
 * Every schema is JSON Schema 2020-12: `nullable`, `exclusiveMinimum: true`, `type: file` and the like are translated.
 */
export interface BackendDescription {
  /** The file, or the directory, as findings name it. */
  readonly file: string;
  readonly title: string;
  readonly version: string;
  readonly description: string | undefined;
  /** Absolute or relative URLs with the defaults of their variables filled in, without a slash at the end. */
  readonly servers: readonly string[];
  /** In the order of the document. */
  readonly operations: readonly DescribedOperation[];
  /** By name, those that some document declares. */
  readonly securitySchemes: ReadonlyMap<string, DescribedSecurity>;
  readonly schemas: SchemaSource;
  /** What is wrong with the document, or is read otherwise than written; a place with an error is left out of the rest. */
  readonly notes: readonly Finding[];
  /** Line and column of a place in one of its files; `undefined` for a file that was not read. */
  locate(file: string, pointer: string): Position | undefined;
}

/** One operation of a backend. */
export interface DescribedOperation {
  /** The file in which it stands. */
  readonly file: string;
  /** RFC 6901 JSON Pointer of the operation object into that file. */
  readonly pointer: string;
  readonly operationId: string | undefined;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  /** Any one of them is enough; empty: none is needed. The document's own default is applied. */
  readonly security: readonly SecurityRequirement[];
  /** In upper case. */
  readonly method: string;
  /** The template with the base path of the (first) server: `/api/v1/users/{id}`. */
  readonly path: string;
  /** What `path` begins with beyond the document's own template: `/api/v1`; empty where the server has none. */
  readonly basePath: string;
  /** URLs that hold for this operation; as those of the description where it declares none. */
  readonly servers: readonly string[];
  /** Those of the path and of the operation, each once; the content of a parameter is a schema with `contentMediaType`. */
  readonly parameters: readonly DescribedParameter[];
  readonly body: DescribedBody | undefined;
  /** By status: `200`, `2XX`, `default`. */
  readonly responses: Readonly<Record<string, DescribedResponse>>;
  /** What stands in it beside, and nothing is made of. */
  readonly unread: readonly UnreadMember[];
}

/** What a request may carry as its body. */
export interface DescribedBody {
  readonly required: boolean;
  readonly description: string | undefined;
  /** By media type, as it is written. */
  readonly content: Readonly<Record<string, DescribedContent>>;
  readonly pointer: string;
  readonly file: string;
}

/** One media type of a body or of an answer. */
export interface DescribedContent {
  /** `true` where nothing is said. */
  readonly schema: JsonValue;
  /** How members of a form are written, by name. */
  readonly encoding: Readonly<Record<string, DescribedEncoding>>;
  readonly examples: readonly JsonValue[];
  /** The place of the schema, or of the media type where it has none. */
  readonly pointer: string;
  readonly file: string;
}

/** How one member of a form is written. */
export interface DescribedEncoding {
  readonly contentType: string | undefined;
  readonly style: DescribedStyle | undefined;
  readonly explode: boolean | undefined;
}

/** One answer of a backend. */
export interface DescribedResponse {
  readonly description: string;
  /** By name as it is written. */
  readonly headers: Readonly<Record<string, DescribedHeader>>;
  readonly content: Readonly<Record<string, DescribedContent>>;
  readonly pointer: string;
  readonly file: string;
}

/** One header field of an answer. */
export interface DescribedHeader {
  readonly schema: JsonValue;
  readonly required: boolean;
  readonly explode: boolean;
  readonly deprecated: boolean;
  readonly description: string | undefined;
  readonly pointer: string;
  readonly file: string;
}
