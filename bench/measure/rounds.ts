import type { Load } from '../load/load.ts';
import type { Upstream } from '../load/upstream.ts';
import type { StartedProgram } from '../program/started-program.ts';
import type { Plan } from './plan.ts';

/** A program under its own load. */
export interface Runner {
  readonly started: StartedProgram;
  readonly load: Load;
}

/** What one program took in one round; times are microseconds for each request. */
export interface Round {
  /** CPU time of the gateway process. */
  readonly cpuUs: number;
  /** CPU time of load generator and upstream together. */
  readonly loadUs: number;
  /** Share of the time (0 to 1) in which their core was busy. */
  readonly loadBusy: number;
  readonly perSecond: number;
}

export interface RoundsToRun {
  readonly plan: Plan;
  readonly upstream: Upstream;
  /** Whether each request reaches the upstream; else none may. */
  readonly forwards: boolean;
}

/**
 * Warms all programs up under load, and then goes through them in turn, round by round, each round beginning with
 * another, so that what else happens on the machine hits all alike. Out: the rounds of each, in the order of `runners`.
 */
export async function runRounds(runners: readonly Runner[], work: RoundsToRun): Promise<Round[][]> {
  const rounds: Round[][] = runners.map(() => []);
  for (const { load } of runners) await load.run(work.plan.warmUpMs);
  for (let round = 0; round < work.plan.rounds; round += 1) {
    for (let turn = 0; turn < runners.length; turn += 1) {
      const index = (round + turn) % runners.length;
      const runner = runners[index];
      if (runner !== undefined) rounds[index]?.push(await runRound(runner, work));
    }
  }
  return rounds;
}

/** Ends the load and the programs. */
export async function stopAll(runners: readonly Runner[]): Promise<void> {
  for (const { load } of runners) load.close();
  await Promise.all(runners.map(({ started }) => started.stop()));
}

async function runRound({ started, load }: Runner, { plan, upstream, forwards }: RoundsToRun): Promise<Round> {
  const servedBefore = upstream.served;
  const before = await started.usage();
  const harnessBefore = process.cpuUsage();
  const { answers, elapsedMs } = await load.run(plan.roundMs);
  const harness = process.cpuUsage(harnessBefore);
  const usedUs = (await started.usage()).cpuUs - before.cpuUs;
  const served = upstream.served - servedBefore;
  if (served !== (forwards ? answers : 0))
    throw new Error(`the upstream served ${served} requests for ${answers} answers`);
  const harnessUs = harness.user + harness.system;
  return {
    cpuUs: usedUs / answers,
    loadUs: harnessUs / answers,
    loadBusy: harnessUs / (elapsedMs * 1000),
    perSecond: (answers * 1000) / elapsedMs,
  };
}
