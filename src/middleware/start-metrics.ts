import type { ResolvedOptions } from '../options/resolved-options.ts';
import { createMetrics, type Metrics } from '../signal/metrics/metrics.ts';

/** What was measured by before a reload. */
interface Before {
  readonly options: ResolvedOptions | undefined;
  readonly metrics: Metrics | undefined;
}

/**
 * Opens what is measured by, or goes on with what there was: counts go on. `undefined` where the options ask for none.
 */
export function startMetrics(
  { metrics: settings }: ResolvedOptions,
  previous: Before | undefined,
): Metrics | undefined {
  const before = previous?.options?.metrics;
  const isSame =
    before?.registry === settings?.registry &&
    before?.meter === settings?.meter &&
    String(before?.bucketsMs) === String(settings?.bucketsMs);
  if (isSame && previous?.metrics !== undefined) return previous.metrics;
  previous?.metrics?.close();
  return settings && createMetrics(settings);
}
