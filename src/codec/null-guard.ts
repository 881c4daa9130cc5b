import type { Codec } from './codec.ts';
import type { Conversion } from './codec-kind.ts';
import type { JsonValue } from './json-value.ts';

/** Makes a codec of a conversion: `null` passes unchanged, unless the conversion speaks of it itself. */
export function guardNull(name: string, conversion: Conversion, refusesTypes: boolean): Codec {
  const { produces, lossy, partial, listsNull, makes, makesAll, makesOne } = conversion;
  const encode = (value: JsonValue) => conversion.encode(value);
  const decode = (value: JsonValue) => conversion.decode(value);
  return {
    name,
    produces,
    lossy,
    makes,
    makesAll,
    makesOne,
    ...(conversion.origin === undefined ? {} : { origin: (upstream) => conversion.origin?.(upstream) ?? [] }),
    partial: partial || refusesTypes,
    encode: listsNull ? encode : (value) => (value === null ? null : encode(value)),
    decode: listsNull ? decode : (value) => (value === null ? null : decode(value)),
  };
}
