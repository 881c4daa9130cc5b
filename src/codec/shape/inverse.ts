import type { ProducedType } from '../codec.ts';
import type { Conversion } from '../codec-kind.ts';

/** The same conversion with its directions exchanged; what it makes and loses is then another matter. */
export function inverse(
  conversion: Conversion,
  changed: { readonly produces: ProducedType; readonly partial: boolean } & Pick<
    Conversion,
    'lossy' | 'makes' | 'origin'
  >,
): Conversion {
  const { produces, partial, lossy, makes, origin } = changed;
  return {
    produces,
    partial,
    lossy,
    makes,
    ...(origin === undefined ? {} : { origin }),
    encode: (value) => conversion.decode(value),
    decode: (value) => conversion.encode(value),
  };
}
