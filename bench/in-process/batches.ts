import { summarize, type Summary } from '../measure/statistics.ts';

/** Something that is measured beside others in one process; gives what it made, or a promise of it. */
export interface Timed {
  readonly name: string;
  readonly run: () => unknown;
  /** Whether `run` gives promises. */
  readonly waits?: boolean;
}

export interface BatchPlan {
  readonly warmUpMs: number;
  readonly rounds: number;
  readonly batchMs: number;
}

export const fullBatches: BatchPlan = { warmUpMs: 1500, rounds: 21, batchMs: 100 };
export const quickBatches: BatchPlan = { warmUpMs: 800, rounds: 11, batchMs: 50 };

/** What is computed is kept here, so that no compiler may leave the computing out. */
const kept: { last: unknown } = { last: undefined };

/** Microseconds of CPU time for each run, one figure a round, in batches that take turns; by name. */
export async function takeTurns(all: readonly Timed[], plan: BatchPlan): Promise<ReadonlyMap<string, number[]>> {
  const figures = new Map<string, number[]>(all.map(({ name }) => [name, []]));
  for (const timed of all) await batch(timed, plan.warmUpMs);
  for (let round = 0; round < plan.rounds; round += 1) {
    for (let index = 0; index < all.length; index += 1) {
      const timed = all[(index + round) % all.length];
      if (timed !== undefined) figures.get(timed.name)?.push(await batch(timed, plan.batchMs));
    }
  }
  return figures;
}

/** The figures of one, in short. */
export const summaryOf = (figures: ReadonlyMap<string, number[]>, name: string): Summary =>
  summarize(figures.get(name) ?? []);

async function batch({ run, waits = false }: Timed, durationMs: number): Promise<number> {
  const end = performance.now() + durationMs;
  const before = process.cpuUsage();
  let count = 0;
  while (performance.now() < end) {
    if (waits) for (let index = 0; index < 20; index += 1) kept.last = await run();
    else for (let index = 0; index < 20; index += 1) kept.last = run();
    count += 20;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}
