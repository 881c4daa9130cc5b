import type { JsonValue } from './json-value.ts';
import type { ValuePath } from './value-path.ts';

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
  /** The names of all members that the upstream's object can have, where start knows them; `undefined` for others. */
  readonly makes?: readonly string[] | undefined;
  /** Whether all of `makes` are there for every value that is not refused or null. */
  readonly makesAll?: boolean | undefined;
  /** Whether it makes lists of one, in which there is no order to lose. */
  readonly makesOne?: boolean | undefined;
  /** The codecs that it applies one after the other, towards the upstream; `undefined` for one alone. */
  readonly steps?: readonly Codec[] | undefined;
  /**
   * The way into the caller's value to what stands at a way into the upstream's, as far as both have it: for errors that
   * name the upstream's part. Without it only the value as a whole can be named.
   */
  origin?(upstream: ValuePath): ValuePath;
  /** Towards the upstream. */
  encode(value: JsonValue): JsonValue | CodecRefusal;
  /** Back to the caller's terms. */
  decode(value: JsonValue): JsonValue | CodecRefusal;
}
