import type { InsightReport } from './insight.ts';
import { slicesOfWindow } from './shape-tally.ts';

/**
 * Whether nothing can be told yet: the slice that speaks most for a shape is left out, so that failures of one slice alone say nothing.
 *
 * In:  a report.
 * Out: the end of the slice in which all was counted, in milliseconds since 1970; `undefined` where there was a second one.
 */
export function tooEarlyUntil({
  windowMs,
  fromMs,
  toMs,
}: Pick<InsightReport, 'windowMs' | 'fromMs' | 'toMs'>): number | undefined {
  const endMs = fromMs + windowMs / slicesOfWindow;
  return toMs < endMs ? endMs : undefined;
}
