import { countOf } from './count-of.ts';
import type { AnswerCount } from '../answer-count.ts';
import { driftOf } from './drift.ts';
import { sumOf } from './evidence.ts';
import { type Candidate, type Compared, findShapes } from './find-shapes.ts';
import type { Insight, InsightReport, ObservedOperation } from './insight.ts';
import { allCell } from './layout.ts';
import { type MergedCounts, mergeCounts } from './merge-counts.ts';
import { selectShapes } from './select-shapes.ts';
import { addFailures, noFailures, type OperationCounts } from './shape-counts.ts';
import { logThreshold } from './statistic/yekutieli.ts';
import { suggest } from './suggest/suggest.ts';
import { clauseOf, insightWords, shapePart, subjectOf } from './words.ts';

/** Of all findings of a report, the share of false ones that is accepted. */
const falseShare = 0.01;

/** What the processes counted; plain JSON, so that it can be sent from one to another. */
export interface InsightCounts {
  readonly windowMs: number;
  readonly operations: readonly OperationCounts[];
  readonly drift: readonly AnswerCount[];
}

/** Makes the report of what several processes counted, each of which listed it at about the same time. */
export function reportInsights(parts: readonly InsightCounts[], nowMs: number): InsightReport {
  const windowMs = Math.max(0, ...parts.map((part) => part.windowMs));
  const merged = mergeCounts(parts.flatMap(({ operations }) => operations));
  const compared = merged.map((counts): readonly [MergedCounts, Compared] => [counts, findShapes(counts)]);
  const chances = compared.flatMap(([, { candidates }]) => candidates.map(({ logChance }) => logChance));
  const comparisons = compared.reduce((sum, [, one]) => sum + one.comparisons, 0);
  const threshold = logThreshold(chances, Math.max(1, comparisons), falseShare);
  const insights = compared.flatMap(([counts, { candidates }]) =>
    selectShapes(counts, candidates, threshold).map((candidate) => insightOf(counts, candidate)),
  );
  const firsts = merged.flatMap(({ slices, sliceMs }) => slices.slice(0, 1).map(({ index }) => index * sliceMs));
  return {
    windowMs,
    fromMs: Math.min(nowMs, ...firsts),
    toMs: nowMs,
    operations: compared.map(([counts, { comparisons: shapes }]) => observed(counts, shapes)),
    insights: insights.sort((a, b) => b.having.failed - a.having.failed),
    drift: driftOf(parts.flatMap(({ drift }) => drift)),
  };
}

function observed(counts: MergedCounts, shapes: number): ObservedOperation {
  const failures = noFailures();
  for (const slice of counts.slices) addFailures(failures, slice.failures);
  const { operation, file, route, layout } = counts;
  const leftOut = [...new Set(layout.leftOut.map(subjectOf))];
  return { operation, file, route, ...countOf(counts, [allCell]), failures, shapes, leftOut };
}

function insightOf(counts: MergedCounts, candidate: Candidate): Insight {
  const { operation, file, route, layout, sliceMs } = counts;
  const worded = candidate.shape.flatMap((part) => {
    const variable = layout.variables[part.variable];
    return variable === undefined ? [] : [{ part: shapePart(variable, part), clause: clauseOf(variable, part) }];
  });
  const shape = worded.map(({ part }) => part);
  const having = countOf(counts, candidate.cells);
  const all = countOf(counts, [allCell]);
  const others = { requests: all.requests - having.requests, failed: all.failed - having.failed };
  const failing = counts.slices.filter((slice) => sumOf(slice.failed, candidate.cells) > 0).map(({ index }) => index);
  return {
    id: [operation, ...shape.map((part) => `${part.in}${part.name === '' ? '' : `.${part.name}`}:${part.is}`)].join(
      ' ',
    ),
    operation,
    file,
    route,
    words: insightWords(
      worded.map(({ clause }) => clause),
      having,
      others,
    ),
    shape,
    having,
    others,
    atLeastTimes: Number(candidate.atLeastTimes.toPrecision(2)),
    chance: Number(Math.exp(candidate.logChance).toPrecision(2)),
    firstMs: Math.min(...failing) * sliceMs,
    lastMs: (Math.max(...failing) + 1) * sliceMs,
    ...suggest(counts, candidate),
  };
}
