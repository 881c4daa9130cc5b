import type { JsonValue } from '../../codec/json-value.ts';
import type { Reading } from './reading.ts';
import { below, entriesOf, type Spot } from './spot.ts';

/** The values of `example` and `examples` beside a schema; examples that stand elsewhere on the network have none. */
export function examplesAt(reading: Reading, spot: Spot): JsonValue[] {
  const single = below(spot, 'example');
  const several = entriesOf(below(spot, 'examples')).flatMap(([, example]) => {
    const found = reading.follow(example);
    const value = found === undefined ? undefined : below(found, 'value');
    return value === undefined ? [] : [value.value];
  });
  return single === undefined ? several : [single.value, ...several];
}
