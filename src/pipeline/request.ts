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
  /** What is known of the caller by its verified credential; absent for a caller without one. */
  readonly credential?: JsonObject | undefined;
}

/** The body as bytes, or as the value that another parser left behind. `undefined` stands for a request without content. */
export type IncomingBody =
  /** `isPlain`: whoever read them has taken the content codings off that the header fields name. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly isPlain?: boolean }
  | { readonly kind: 'parsed'; readonly value: unknown }
  /** Bytes that nobody looks into: they stay a stream, and go on as they come. `isPlain` as above. */
  | { readonly kind: 'stream'; readonly isPlain?: boolean }
  | IncomingParts;

/**
 * A multipart form: its fields, and the files that have begun so far. What a file holds is not here; it goes on as it comes.
 */
export interface IncomingParts {
  readonly kind: 'parts';
  readonly fields: readonly IncomingField[];
  readonly files: readonly IncomingFile[];
  /** Whether no further part comes: until then a required file may still begin. */
  readonly complete: boolean;
  /** For the multipart content that is sent: random, for nobody has seen what the files hold. */
  readonly boundary: string;
}

/** A part of a form that is no file. */
export interface IncomingField {
  readonly name: string;
  /** The essence in lower case; `undefined` where the part says nothing. */
  readonly mediaType: string | undefined;
  readonly text: string;
}

/** A file of a form, by its head. */
export interface IncomingFile {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly mediaType: string | undefined;
}

/** The typed values of all locations after decoding. An absent parameter has no member. */
export interface TypedValues {
  readonly path: JsonObject;
  readonly query: JsonObject;
  readonly header: JsonObject;
  readonly cookie: JsonObject;
  /** `undefined`: no body. */
  readonly body: JsonValue | undefined;
  readonly context: JsonObject | undefined;
  /** The claims of the caller's verified credential, where it has one. */
  readonly credential?: JsonObject | undefined;
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
  | { readonly kind: 'value'; readonly value: JsonValue }
  /** The caller's stream goes on as it comes. */
  | { readonly kind: 'stream' };

/** The request that we send, but for what belongs to the connection (Host, Content-Length, Via, X-Forwarded-*). */
export interface Outgoing {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly path: string;
  /** Name, value, name, value, ... */
  readonly headers: string[];
  readonly body: Uint8Array | string | undefined;
  /** A content that is sent as it comes; `body` is `undefined` then. */
  readonly streamed?: StreamedBody | undefined;
}

/** Of what a streamed content consists. */
export type StreamedBody =
  /** The caller's own bytes. */
  { readonly kind: 'same' } | StreamedParts;

/** A multipart content: the fields, then the files, each as it comes. */
export interface StreamedParts {
  readonly kind: 'parts';
  readonly boundary: string;
  /** The fields as they are sent, each part complete. */
  readonly fields: string;
  /** Each file of the incoming parts, under the upstream's name; `undefined` for one that is not sent. */
  readonly files: readonly (IncomingFile | undefined)[];
}

/** What a stage gives: the value for the next one, or the problem that the caller is answered with. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };
