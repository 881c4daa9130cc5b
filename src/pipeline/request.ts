import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import type { Problem } from '../problem/problem.ts';

/** The request that we got, as values: what the pure part of the way starts from. */
export interface Incoming {
  readonly method: string;
  /** Path and query as received, with the mount taken off: `/users?userName=ada`. */
  readonly url: string;
  /** Name, value, name, value, ... as received. */
  readonly rawHeaders: readonly string[];
  readonly body: IncomingBody | undefined;
  /** What the app's `context` gave. */
  readonly context: JsonObject | undefined;
}

/** The body as bytes, or as the value that another parser left behind. `undefined` stands for a request without content. */
export type IncomingBody =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'parsed'; readonly value: unknown };

/** The typed values of all locations after decoding. An absent parameter has no member. */
export interface TypedValues {
  readonly path: JsonObject;
  readonly query: JsonObject;
  readonly header: JsonObject;
  readonly cookie: JsonObject;
  /** `undefined`: no body. */
  readonly body: JsonValue | undefined;
  readonly context: JsonObject | undefined;
}

/** The values in the upstream's terms, before they are written as text. */
export interface PlacedValues {
  /** By slot index of the operation's upstream; `undefined` is left out. */
  readonly slots: readonly (JsonValue | undefined)[];
  readonly body: PlacedBody;
}

/** The outgoing body, before it is written. */
export type PlacedBody =
  | { readonly kind: 'none' }
  /** Nothing was mapped: the validated bytes go on as they are. */
  | { readonly kind: 'same'; readonly bytes: Uint8Array }
  | { readonly kind: 'value'; readonly value: JsonValue };

/** The request that we send, but for what belongs to the connection (Host, Content-Length, Via, X-Forwarded-*). */
export interface Outgoing {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly path: string;
  /** Name, value, name, value, ... */
  readonly headers: string[];
  readonly body: Uint8Array | string | undefined;
}

/** What a stage gives: the value for the next one, or the problem that the caller is answered with. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };
