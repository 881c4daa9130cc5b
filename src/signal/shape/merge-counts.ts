import type { UpstreamFailure } from './insight.ts';
import { layoutOf, type ShapeLayout } from './layout.ts';
import { addFailures, noFailures, type OperationCounts, type SliceCounts } from './shape-counts.ts';

/** What all processes counted of one operation. */
export interface MergedCounts {
  readonly operation: string;
  readonly file: string;
  readonly route: string;
  readonly layout: ShapeLayout;
  readonly sliceMs: number;
  /** In rising order. */
  readonly slices: readonly MergedSlice[];
}

/** One slice of time; the counters stand as the layout says. */
export interface MergedSlice {
  readonly index: number;
  readonly seen: Float64Array;
  readonly failed: Float64Array;
  readonly distinct: Float64Array;
  readonly failures: Record<UpstreamFailure, number>;
  readonly sample: (readonly number[])[];
}

/**
 * Adds up what several processes counted; the order does not matter.
 *
 * Where an operation is counted in two ways, as right after a reload, the newer way alone is told.
 */
export function mergeCounts(parts: readonly OperationCounts[]): MergedCounts[] {
  const byWay = new Map<string, OperationCounts[]>();
  for (const part of parts) {
    const way = JSON.stringify([part.operation, part.file, part.maxShapes, part.sliceMs, part.variables]);
    byWay.set(way, [...(byWay.get(way) ?? []), part]);
  }
  const newest = new Map<string, OperationCounts[]>();
  for (const same of byWay.values()) {
    const name = nameOf(same[0]);
    if (lastSlice(same) > lastSlice(newest.get(name) ?? [])) newest.set(name, same);
  }
  return [...newest.values()].flatMap(mergeSame).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

const nameOf = (part: { readonly operation: string; readonly file: string } | undefined): string =>
  `${part?.operation} ${part?.file}`;

const lastSlice = (parts: readonly OperationCounts[]): number =>
  Math.max(-1, ...parts.map(({ slices }) => slices.at(-1)?.index ?? -1));

function mergeSame(parts: readonly OperationCounts[]): MergedCounts[] {
  const [part] = parts;
  if (part === undefined) return [];
  const { operation, file, route, sliceMs, variables, maxShapes } = part;
  const layout = layoutOf(variables, maxShapes);
  const slices = new Map<number, MergedSlice>();
  for (const slice of parts.flatMap((one) => one.slices)) addSlice(slices, slice, layout.cells);
  const inOrder = [...slices.values()].sort((a, b) => a.index - b.index);
  return [{ operation, file, route, layout, sliceMs, slices: inOrder }];
}

function addSlice(
  slices: Map<number, MergedSlice>,
  { index, cells, failures, sample }: SliceCounts,
  size: number,
): void {
  const merged = slices.get(index) ?? emptySlice(index, size);
  slices.set(index, merged);
  for (let at = 0; at + 3 < cells.length; at += 4) {
    const cell = cells[at] ?? 0;
    merged.seen[cell] = (merged.seen[cell] ?? 0) + (cells[at + 1] ?? 0);
    merged.failed[cell] = (merged.failed[cell] ?? 0) + (cells[at + 2] ?? 0);
    merged.distinct[cell] = (merged.distinct[cell] ?? 0) + (cells[at + 3] ?? 0);
  }
  addFailures(merged.failures, failures);
  merged.sample.push(...sample);
}

const emptySlice = (index: number, size: number): MergedSlice => ({
  index,
  seen: new Float64Array(size),
  failed: new Float64Array(size),
  distinct: new Float64Array(size),
  failures: noFailures(),
  sample: [],
});
