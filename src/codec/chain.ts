import { type Codec, CodecRefusal } from './codec.ts';
import type { JsonValue } from './json-value.ts';
import type { ValuePath } from './value-path.ts';

/** One codec of several, applied in order towards the upstream and in reverse on the way back. At least one is given. */
export function chained(steps: readonly Codec[]): Codec {
  const [only] = steps;
  if (only !== undefined && steps.length === 1) return only;
  const backwards = steps.toReversed();
  const losses = steps.map(({ lossy }) => lossy).filter((lossy) => lossy !== undefined);
  return {
    steps,
    name: `[${steps.map(({ name }) => (name.startsWith('{') ? name : `"${name}"`)).join(',')}]`,
    lossy: losses.length === 0 ? undefined : [...new Set(losses)].join(', '),
    produces: steps.at(-1)?.produces ?? 'any',
    partial: steps.some(({ partial }) => partial),
    makes: steps.at(-1)?.makes,
    makesAll: steps.at(-1)?.makesAll,
    makesOne: steps.at(-1)?.makesOne,
    // A step that cannot tell names its value as a whole.
    origin: (upstream) => backwards.reduce<ValuePath>((path, step) => step.origin?.(path) ?? [], upstream),
    encode(value) {
      let result: JsonValue | CodecRefusal = value;
      for (const step of steps) {
        result = step.encode(result);
        if (result instanceof CodecRefusal) return result;
      }
      return result;
    },
    decode(value) {
      let result: JsonValue | CodecRefusal = value;
      for (const step of backwards) {
        result = step.decode(result);
        if (result instanceof CodecRefusal) return result;
      }
      return result;
    },
  };
}
