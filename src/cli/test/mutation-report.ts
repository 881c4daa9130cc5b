import type { Position } from '../../contract/authored-document.ts';
import type { Locate } from '../../contract/finding-list.ts';
import type { MutationRun } from '../../example/mutate/mutate-contracts.ts';
import type { Mutation } from '../../example/mutate/mutation.ts';

/** How many broken rules the examples notice. */
export interface MutationReport {
  readonly total: number;
  /** By an example that fails, or since the contract does not start. */
  readonly noticed: number;
  /** Of those that are noticed: the contract does not start. */
  readonly refused: number;
  readonly survivors: readonly Survivor[];
  /** Left out when the time was over. */
  readonly untried: number;
  /** Of those that were tried: a whole number that is 100 only where all are noticed. */
  readonly percent: number;
}

/** A broken rule that no example notices. */
export interface Survivor extends Mutation {
  readonly position: Position | undefined;
}

/** How long a run may take, and who is told how far it is. */
export interface MutationWatch {
  readonly mostMs: number;
  readonly locate: Locate;
  onProgress(done: number, total: number): void;
}

/** Judges broken rules until all are judged or the time is over. */
export function collectMutations({ total, judged }: MutationRun, watch: MutationWatch): MutationReport {
  const end = performance.now() + watch.mostMs;
  const counts = { noticed: 0, refused: 0, missed: 0 };
  const survivors: Survivor[] = [];
  let done = 0;
  for (const { mutation, verdict } of judged) {
    done += 1;
    counts[verdict] += 1;
    if (verdict === 'missed') {
      survivors.push({ ...mutation, position: watch.locate(mutation.file, mutation.rule) });
    }
    watch.onProgress(done, total);
    if (performance.now() > end) break;
  }
  const noticed = counts.noticed + counts.refused;
  const percent = done === 0 ? 100 : Math.floor((100 * noticed) / done);
  return { total, noticed, refused: counts.refused, survivors: inOrder(survivors), untried: total - done, percent };
}

/** As they stand in the files. */
function inOrder(survivors: readonly Survivor[]): Survivor[] {
  const files = [...new Set(survivors.map(({ file }) => file))];
  return [...survivors].sort(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || (a.position?.line ?? 0) - (b.position?.line ?? 0),
  );
}

/** A report as plain JSON. */
export function mutationJson({ survivors, ...counts }: MutationReport): object {
  return {
    ...counts,
    survivors: survivors.map(({ file, pointer, position, change, operations }) => ({
      file,
      ...position,
      pointer,
      change,
      operations: [...operations].map(operationName),
    })),
  };
}

/** The name of an operation, of the key by which it is told apart from others. */
const operationName = (key: string): string => key.slice(key.indexOf('\n') + 1);
