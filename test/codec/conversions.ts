import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Codec, CodecRefusal } from '../../src/codec/codec.ts';
import type { CodecInput } from '../../src/codec/codec-kind.ts';
import { compileCodec } from '../../src/codec/compile-codec.ts';
import { isObject } from '../../src/codec/json-type.ts';
import type { JsonValue } from '../../src/codec/json-value.ts';

/** Compiles a codec that is known to be right; warnings are let pass. */
export function codecFor(specification: JsonValue, input: CodecInput): Codec {
  const { codec, faults } = compileCodec(specification, { ...input, custom: new Map() });
  assert.ok(codec, `the codec compiles: ${JSON.stringify(faults)}`);
  return codec;
}

export const string: CodecInput = { types: ['string'] };
export const date: CodecInput = { types: ['string'], format: 'date' };
export const dateTime: CodecInput = { types: ['string'], format: 'date-time' };
export const time: CodecInput = { types: ['string'], format: 'time' };

/** The value, or the reason of the refusal as `{ refused }`. */
export function outcome(result: JsonValue | CodecRefusal): unknown {
  return result instanceof CodecRefusal ? { refused: result.reason } : plain(result);
}

/** The same value with plain objects, for those that codecs make have a prototype of their own. */
function plain(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

/** One table of a codec's tests: what goes there and back, and what is refused on either way. */
export interface ConversionTable {
  readonly codec: Codec;
  /** Caller's value, upstream's value. */
  readonly exact?: readonly (readonly [JsonValue, JsonValue])[];
  /** Caller's value, upstream's value, what comes back. */
  readonly respelt?: readonly (readonly [JsonValue, JsonValue, JsonValue])[];
  /** Value, reason. */
  readonly encodeRefuses?: readonly (readonly [JsonValue, string])[];
  readonly decodeRefuses?: readonly (readonly [JsonValue, string])[];
}

/** Registers the tests of a table. */
export function describeConversion(name: string, table: ConversionTable): void {
  const { codec, exact = [], respelt = [], encodeRefuses = [], decodeRefuses = [] } = table;
  describe(name, () => {
    for (const [caller, upstream] of exact) {
      it(`takes ${shown(caller)} to ${shown(upstream)} and back`, () => {
        assert.deepEqual(outcome(codec.encode(caller)), upstream);
        assert.deepEqual(outcome(codec.decode(upstream)), caller);
      });
    }
    for (const [caller, upstream, back] of respelt) {
      it(`takes ${shown(caller)} to ${shown(upstream)}, which comes back as ${shown(back)}`, () => {
        assert.deepEqual(outcome(codec.encode(caller)), upstream);
        assert.deepEqual(outcome(codec.decode(upstream)), back);
      });
    }
    for (const [value, refused] of encodeRefuses) {
      it(`refuses to encode ${shown(value)}`, () => assert.deepEqual(outcome(codec.encode(value)), { refused }));
    }
    for (const [value, refused] of decodeRefuses) {
      it(`refuses to decode ${shown(value)}`, () => assert.deepEqual(outcome(codec.decode(value)), { refused }));
    }
  });
}

function shown(value: JsonValue): string {
  return JSON.stringify(value);
}
