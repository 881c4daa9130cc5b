import type { JsonValue } from '../codec/json-value.ts';

// What the formats have in common. Which format a media type has is decided by `formatKind` (src/http/format-kind.ts) at
// start, and stands in the contract's `BodyFormat` (arriving) and `OutgoingFormat` (leaving).

/** Why a value cannot be written, and the way to it from the root of what is written. */
export interface WriteFault {
  readonly path: readonly (string | number)[];
  /** As it follows `cannot be sent on:`. */
  readonly reason: string;
}

/** A value as the content of a message. */
export type WrittenContent =
  | {
      readonly ok: true;
      readonly content: string | Uint8Array;
      /** What only the writing tells: a multipart content names its boundary. */
      readonly contentType?: string;
    }
  | { readonly ok: false; readonly faults: readonly WriteFault[] };

/** Writes a value as content; compiled at start. */
export type WriteContent = (value: JsonValue) => WrittenContent;
