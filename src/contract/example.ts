import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import type { SchemaOrigin } from './schema-node.ts';

/** One entry of an operation's `examples`: a request, and what becomes of it. */
export interface Example {
  /** Where it is written. */
  readonly origin: SchemaOrigin;
  readonly summary: string | undefined;
  readonly request: ExampleRequest;
  readonly outcome: ExampleOutcome;
}

/** Values by name as written, each with its lines; an empty list says that there is none of that name. */
export type ExampleFields = ReadonlyMap<string, readonly string[]>;

/** A request of an example, on either side. */
export interface ExampleMessage {
  /** `GET` */
  readonly method: string;
  /** Path and query, percent-encoded: `/users?userName=ada`. */
  readonly url: string;
  readonly headers: ExampleFields;
  readonly cookies: ExampleFields;
  /** `undefined`: none. */
  readonly body: JsonValue | undefined;
}

export interface ExampleRequest extends ExampleMessage {
  readonly context: JsonObject | undefined;
}

/** What the upstream gets, or the violations that the caller is told: their codes by place (`query.age`, `body.lines/0/sku`). */
export type ExampleOutcome =
  | { readonly kind: 'sends'; readonly message: ExampleMessage }
  | { readonly kind: 'problem'; readonly violations: ReadonlyMap<string, readonly string[]> };
