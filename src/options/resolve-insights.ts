import type { InsightsOptions } from './insights-options.ts';
import type { OptionReader } from './option-reader.ts';
import { wholeNumber } from './shape.ts';

/** Reads the option `insights`; `undefined` where it is not there. */
export function resolveInsights(outer: OptionReader): Readonly<Required<InsightsOptions>> | undefined {
  const isThere = outer.has('insights');
  const reader = outer.section('insights');
  const insights = {
    windowMs: reader.read('windowMs', wholeNumber('milliseconds', 1200, 604_800_000)) ?? 3_600_000,
    maxShapes: reader.read('maxShapes', wholeNumber('counters', 100, 100_000)) ?? 4000,
  };
  reader.close();
  return isThere ? Object.freeze(insights) : undefined;
}
