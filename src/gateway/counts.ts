import type { AnswerCount } from '../signal/answer-count.ts';
import type { DeprecatedCount } from '../middleware/deprecated-counts.ts';
import type { LiveShadow } from '../middleware/shadow-traffic.ts';
import type { ShadowRow } from '../shadow/shadow-tally.ts';

/** Everything that a gateway counts. */
export interface GatewayCounts {
  readonly deprecated: readonly DeprecatedCount[];
  readonly answers: readonly AnswerCount[];
  readonly shadows: readonly MountShadow[];
}

/** What a candidate came to at one mount; the empty text is the root. */
export interface MountShadow extends LiveShadow {
  readonly mount: string;
}

/** Adds up what several gateways counted, such as the processes of one. */
export function addCounts(counts: readonly GatewayCounts[]): GatewayCounts {
  return {
    deprecated: addRows(
      counts.flatMap(({ deprecated }) => deprecated),
      (row) => [row.operation, row.kind, row.in, row.name, row.instead, row.sunset, row.key, row.others],
    ),
    answers: addRows(
      counts.flatMap(({ answers }) => answers),
      // The first place that came when there were too many stands for all of them.
      (row) => (row.others ? [] : [row.operation, row.status, row.in, row.pointer, row.code]),
    ),
    shadows: addShadows(counts.flatMap(({ shadows }) => shadows)),
  };
}

interface TimedRow {
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

function addRows<Row extends TimedRow>(rows: readonly Row[], identity: (row: Row) => readonly unknown[]): Row[] {
  return sumBy(rows, identity, (left, right) => ({
    ...left,
    count: left.count + right.count,
    firstMs: Math.min(left.firstMs, right.firstMs),
    lastMs: Math.max(left.lastMs, right.lastMs),
  }));
}

function addShadows(shadows: readonly MountShadow[]): MountShadow[] {
  return sumBy(
    shadows,
    ({ mount }) => [mount],
    (left, right) => ({
      mount: left.mount,
      compared: left.compared + right.compared,
      different: left.different + right.different,
      unmatched: left.unmatched + right.unmatched,
      refusedByBoth: left.refusedByBoth + right.refusedByBoth,
      beyondRows: left.beyondRows + right.beyondRows,
      passedOver: left.passedOver + right.passedOver,
      rows: addShadowRows([...left.rows, ...right.rows]),
    }),
  );
}

/** The most frequent first, as in one process. The example is the one of the row that came first. */
function addShadowRows(rows: readonly ShadowRow[]): readonly ShadowRow[] {
  const added = sumBy(
    rows,
    ({ operation, field, what }) => [operation, field, what],
    (left, right) => ({ ...left, count: left.count + right.count }),
  );
  return added.sort((left, right) => right.count - left.count);
}

/** Joins what has the same identity, in the order in which they first come. */
function sumBy<T>(items: readonly T[], identity: (item: T) => readonly unknown[], add: (left: T, right: T) => T): T[] {
  const sums = new Map<string, T>();
  for (const item of items) {
    // `null` and what is absent are one to JSON, so that a missing key is written as a list.
    const key = JSON.stringify(identity(item).map((part) => (part === undefined ? [] : part)));
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? item : add(sum, item));
  }
  return [...sums.values()];
}
