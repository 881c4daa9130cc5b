import type * as FastCheck from 'fast-check';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';

/** Numbers within the limits of a schema, the limits themselves among them. */
export function arbitraryNumber(
  schema: JsonObject,
  isInteger: boolean,
  random: typeof FastCheck,
): FastCheck.Arbitrary<JsonValue> {
  const limit = (keyword: string): number | undefined => {
    const value = schema[keyword];
    return typeof value === 'number' ? value : undefined;
  };
  const multiple = limit('multipleOf');
  const step = multiple ?? (isInteger ? 1 : 0.25);
  const above = limit('exclusiveMinimum');
  const below = limit('exclusiveMaximum');
  const least = limit('minimum') ?? (above === undefined ? undefined : above + step / 2);
  const most = limit('maximum') ?? (below === undefined ? undefined : below - step / 2);
  const low = Math.ceil((least ?? Math.min(-1000, (most ?? 0) - 1000)) / step);
  const high = Math.floor((most ?? Math.max(1000, (least ?? 0) + 1000)) / step);
  if (low > high) return random.constant(least ?? most ?? 0);
  const [first, last] = [Math.max(low, -(2 ** 53)), Math.min(high, 2 ** 53)];
  const limits = random.constantFrom(first, Math.min(first + 1, last), Math.max(last - 1, first), last);
  const between = first <= 0 && last >= 0 ? random.oneof(random.constant(0), random.nat({ max: 20 })) : limits;
  const counts = random.oneof(
    limits,
    between,
    random.maxSafeInteger().map((value) => first + (Math.abs(value) % (last - first + 1))),
  );
  return counts.map((count) => Number((Math.max(first, Math.min(last, count)) * step).toPrecision(15)) + 0);
}
