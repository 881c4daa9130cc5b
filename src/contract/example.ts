import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import type { SchemaOrigin } from './schema-node.ts';

/** One entry of an operation's `examples`: a request and what becomes of it, an answer and what becomes of it, or both. */
export interface Example {
  /** Where it is written. */
  readonly origin: SchemaOrigin;
  readonly summary: string | undefined;
  /** Where none is written, the operation's own route. */
  readonly request: ExampleRequest;
  readonly outcome: ExampleOutcome;
  /** `undefined`: the example says nothing of answers. */
  readonly reply: ExampleReply | undefined;
}

/** Values by name as written, each with its lines; an empty list says that there is none of that name. */
export type ExampleFields = ReadonlyMap<string, readonly string[]>;

/** Codes of violations by place: `query.age`, `body.lines/0/sku`. */
export type ExampleViolations = ReadonlyMap<string, readonly string[]>;

/** A request of an example, on either side. */
export interface ExampleMessage {
  /** `GET` */
  readonly method: string;
  /** Path and query, percent-encoded: `/users?userName=ada`. */
  readonly url: string;
  readonly headers: ExampleFields;
  readonly cookies: ExampleFields;
  /** `undefined`: none. Text where the media type is not JSON. */
  readonly body: JsonValue | undefined;
}

/** The request of an example. */
export interface ExampleRequest extends ExampleMessage {
  readonly context: JsonObject | undefined;
  /** The claims of the caller's credential, as if it had been verified. */
  readonly credential?: JsonObject | undefined;
}

/** What becomes of a request. */
export type ExampleOutcome =
  /** The upstream gets it. */
  | { readonly kind: 'sends'; readonly message: ExampleMessage }
  /** The caller is told its violations. */
  | { readonly kind: 'problem'; readonly violations: ExampleViolations }
  /** The caller is answered with a problem as a whole: `unsupported-media-type`. */
  | { readonly kind: 'code'; readonly code: string }
  /** The example is about an answer alone; its request is not run. */
  | { readonly kind: 'unasked' };

/** The upstream's answer, and what the caller gets. */
export interface ExampleReply {
  readonly answer: ExampleAnswer;
  readonly gets: ExampleGets;
}

/** An answer of an example, on either side. */
export interface ExampleAnswer {
  readonly status: number;
  readonly headers: ExampleFields;
  /** `undefined`: none. Text where the media type is not JSON. */
  readonly body: JsonValue | undefined;
}

/** What the caller gets; `violations` are what the app is told of an answer that does not fit the contract. */
export type ExampleGets =
  | { readonly kind: 'answer'; readonly answer: ExampleAnswer; readonly violations: ExampleViolations }
  /** `violations` is `undefined` where the example does not speak of them. */
  | { readonly kind: 'code'; readonly code: string; readonly violations: ExampleViolations | undefined };
