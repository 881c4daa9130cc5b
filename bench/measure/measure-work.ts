import { Load } from '../load/load.ts';
import { requestBytes } from '../load/request-text.ts';
import type { Upstream } from '../load/upstream.ts';
import { type Program, yardstick } from '../program/programs.ts';
import { StartedProgram } from '../program/started-program.ts';
import { verify } from '../verify/verify.ts';
import type { WorkItem } from '../work/work-item.ts';
import type { Plan } from './plan.ts';
import { median, type Summary, summarize } from './statistics.ts';

/** One program at one work item. */
export interface Measured {
  readonly program: Program;
  /** CPU time to that of the yardstick in the same round. */
  readonly ratio: Summary;
  /** CPU time of the gateway process for each request, in microseconds; depends on the machine and its day. */
  readonly cpuUs: number;
  /** Requests a second in a closed loop on one core. */
  readonly perSecond: number;
  /** What it leaves undone that others do. */
  readonly remarks: readonly string[];
}

export interface WorkToMeasure {
  readonly item: WorkItem;
  readonly programs: readonly Program[];
  readonly plan: Plan;
  readonly upstream: { readonly server: Upstream; readonly origin: string };
}

interface Runner {
  readonly started: StartedProgram;
  readonly load: Load;
  readonly remarks: readonly string[];
  readonly rounds: Round[];
}

interface Round {
  readonly cpuUs: number;
  readonly perSecond: number;
}

/**
 * Measures programs at one work item: each in a process of its own, verified, warmed up under load, and then in rounds
 * that go through all of them in turn, so that what else happens on the machine hits all alike.
 */
export async function measureWork(work: WorkToMeasure): Promise<Measured[]> {
  const runners: Runner[] = [];
  try {
    for (const program of work.programs) runners.push(await prepare(program, work));
    for (const { load } of runners) await load.run(work.plan.warmUpMs);
    for (let round = 0; round < work.plan.rounds; round += 1) {
      for (const runner of rotated(runners, round)) await runRound(runner, work);
    }
    return summaries(runners);
  } finally {
    for (const { load } of runners) load.close();
    await Promise.all(runners.map(({ started }) => started.stop()));
  }
}

async function prepare(program: Program, { item, plan, upstream }: WorkToMeasure): Promise<Runner> {
  const started = await StartedProgram.start(program, { upstream: upstream.origin });
  const { port } = started;
  const remarks = await verify(upstream.server, port, item).catch(async (cause: unknown) => {
    await started.stop();
    throw new Error(`${program.name} does not do the work of ${item.id}: ${String(cause)}`, { cause });
  });
  const status = item.expected.kind === 'forwarded' ? 200 : 400;
  const load = new Load({ port, request: requestBytes(item.request, port), status, connections: plan.connections });
  return { started, load, remarks, rounds: [] };
}

async function runRound({ started, load, rounds }: Runner, { item, plan, upstream }: WorkToMeasure): Promise<void> {
  const servedBefore = upstream.server.served;
  const before = await started.usage();
  const { answers, elapsedMs } = await load.run(plan.roundMs);
  const used = (await started.usage()) - before;
  const served = upstream.server.served - servedBefore;
  const expected = item.expected.kind === 'forwarded' ? answers : 0;
  if (served !== expected) throw new Error(`the upstream served ${served} requests for ${answers} answers`);
  rounds.push({ cpuUs: used / answers, perSecond: (answers * 1000) / elapsedMs });
}

/** Who begins changes from round to round. */
function rotated<T>(items: readonly T[], by: number): T[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

function summaries(runners: readonly Runner[]): Measured[] {
  const reference = runners.find(({ started }) => started.program.name === yardstick);
  if (reference === undefined) throw new Error(`${yardstick} must be measured along: all figures are ratios to it`);
  return runners.map(({ started, rounds, remarks }) => ({
    program: started.program,
    ratio: summarize(rounds.map(({ cpuUs }, index) => cpuUs / (reference.rounds[index]?.cpuUs ?? Number.NaN))),
    cpuUs: median(rounds.map(({ cpuUs }) => cpuUs)),
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    remarks,
  }));
}
