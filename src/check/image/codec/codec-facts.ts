import type { JsonObject, JsonValue } from '../../../codec/json-value.ts';

/** What is known of the values that one codec is given. */
export interface CodecFacts {
  /** The schema of texts, numbers and so on without `null`, which passes codecs. */
  readonly input: JsonObject;
  readonly argument: JsonValue;
  /** `format` of the caller's schema. */
  readonly format: string | undefined;
}
