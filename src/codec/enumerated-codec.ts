import { type Codec, CodecRefusal } from './codec.ts';
import type { JsonValue } from './json-value.ts';

/**
 * What a codec is where it only ever meets the values of an `enum`: it refuses none of them, and loses nothing as long
 * as each becomes a text of its own. So `upper` brings `ACTIVE` back as `active`.
 *
 * Gives the codec unchanged where a value of the enum is refused.
 */
export function overEnumeration(codec: Codec, enumeration: readonly JsonValue[]): Codec {
  const back = new Map<JsonValue, JsonValue>();
  for (const value of enumeration) {
    const encoded = codec.encode(value);
    if (encoded instanceof CodecRefusal) return codec;
    back.set(encoded, value);
  }
  const exact = codec.lossy === undefined || isInvertible(back, enumeration);
  return {
    name: codec.name,
    lossy: exact ? undefined : codec.lossy,
    produces: codec.produces,
    partial: false,
    makes: codec.makes,
    makesAll: codec.makesAll,
    encode: (value) => codec.encode(value),
    decode:
      exact && codec.lossy !== undefined
        ? (value) => back.get(value) ?? codec.decode(value)
        : (value) => codec.decode(value),
  };
}

function isInvertible(back: ReadonlyMap<JsonValue, JsonValue>, enumeration: readonly JsonValue[]): boolean {
  return (
    back.size === new Set(enumeration).size && [...back.keys()].every((key) => typeof key !== 'object' || key === null)
  );
}
