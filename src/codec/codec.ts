import type { JsonValue } from './json-value.ts';

/** Why a codec could not convert a value, in words for the caller: `second 60 has no Unix time`. */
export class CodecRefusal {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** The JSON type of what a codec makes; `any` where it depends on the value. */
export type ProducedType = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'any';

/**
 * A two-way conversion of one value. Neither direction throws: a value outside the domain is a `CodecRefusal`.
 * Promise: `decode(encode(x))` equals `x`, unless `lossy` says what is lost.
 */
export interface Codec {
  /** As the author wrote it, for messages and lineage: `unix-seconds`, `{"date":"dd.MM.yyyy"}`. */
  readonly name: string;
  /** What the conversion loses, in words, or `undefined` when it is exact. */
  readonly lossy: string | undefined;
  readonly produces: ProducedType;
  /** Whether some value that the declared schema accepts can be refused; said to the author by `check`. */
  readonly partial: boolean;
  /** Towards the upstream. */
  encode(value: JsonValue): JsonValue | CodecRefusal;
  /** Back to the caller's terms. */
  decode(value: JsonValue): JsonValue | CodecRefusal;
}
