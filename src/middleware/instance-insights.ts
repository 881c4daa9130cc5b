import type { OperationHead } from '../contract/operation-source.ts';
import type { InsightReport } from '../signal/shape/insight.ts';
import { type InsightCounts, reportInsights } from '../signal/shape/report.ts';
import type { ShapeListener } from '../signal/shape/shape-listener.ts';
import type { AnswerCounts } from './answer-counts.ts';

/** What is known of the requests of one instance by their shapes. */
export interface InstanceInsights {
  /** To be added to those of other processes and mounts; `undefined` without the option `insights`. */
  counts(): InsightCounts | undefined;
  /** Made anew at most once a second, for it takes some milliseconds an operation. */
  report(): InsightReport | undefined;
}

const freshMs = 1000;

/** Tells of the operations of one instance: the listener may hear of those of other mounts, too. */
export function instanceInsights(
  shapes: ShapeListener | undefined,
  operations: readonly OperationHead[],
  answers: AnswerCounts,
): InstanceInsights {
  const own = new Set(operations.map(({ file, name }) => `${file} ${name}`));
  const counts = (): InsightCounts | undefined =>
    shapes && {
      windowMs: shapes.windowMs,
      operations: shapes.counts().filter(({ file, operation }) => own.has(`${file} ${operation}`)),
      drift: answers.list(),
    };
  let latest: { readonly report: InsightReport; readonly untilMs: number } | undefined;
  return {
    counts,
    report: () => {
      if (latest !== undefined && performance.now() < latest.untilMs) return latest.report;
      const counted = counts();
      if (counted === undefined) return undefined;
      const report = reportInsights([counted], Date.now());
      latest = { report, untilMs: performance.now() + freshMs };
      return report;
    },
  };
}
