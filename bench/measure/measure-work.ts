import { Load } from '../load/load.ts';
import { requestBytes } from '../load/request-text.ts';
import type { Upstream } from '../load/upstream.ts';
import { type Program, yardstick } from '../program/programs.ts';
import { StartedProgram } from '../program/started-program.ts';
import { verify } from '../verify/verify.ts';
import type { WorkId, WorkItem } from '../work/work-item.ts';
import type { Plan } from './plan.ts';
import { type Round, type Runner, runRounds, stopAll } from './rounds.ts';
import { median, ratios, rounded, type Summary, summarize } from './statistics.ts';

/** One program at one work item. */
export interface Measured {
  readonly name: string;
  readonly title: string;
  /** CPU time to that of the yardstick in the same round. */
  readonly ratio: Summary;
  /** CPU time of the gateway process for each request, in microseconds; depends on the machine and its day. */
  readonly cpuUs: Summary;
  /** CPU time that load generator and upstream together took for each request, on their own core, in microseconds. */
  readonly loadUs: number;
  /** How much of the time that core was busy (0 to 1): near 1 requests a second are bounded by it, CPU time is not. */
  readonly loadBusy: number;
  /** Requests a second in a closed loop on one core. */
  readonly perSecond: number;
  /** CPU time of the gateway in each round: what `ratio` was made of. */
  readonly rounds: readonly number[];
  /** What it leaves undone that others do. */
  readonly remarks: readonly string[];
}

/** What was measured at one work item. */
export interface WorkResult {
  readonly id: WorkId;
  readonly title: string;
  readonly measured: readonly Measured[];
}

export interface WorkToMeasure {
  readonly item: WorkItem;
  readonly programs: readonly Program[];
  readonly plan: Plan;
  readonly upstream: { readonly server: Upstream; readonly origin: string };
}

interface Entrant extends Runner {
  readonly remarks: readonly string[];
}

/** Measures programs at one work item: each in a process of its own, verified, and then round by round in turn. */
export async function measureWork(work: WorkToMeasure): Promise<WorkResult> {
  const { id, title, expected } = work.item;
  const entrants: Entrant[] = [];
  try {
    const able = work.programs.filter(({ items }) => items === undefined || items.includes(id));
    for (const program of able) entrants.push(await prepare(program, work));
    const forwards = expected.kind === 'forwarded';
    const rounds = await runRounds(entrants, { plan: work.plan, upstream: work.upstream.server, forwards });
    return { id, title, measured: summaries(entrants, rounds) };
  } finally {
    await stopAll(entrants);
  }
}

async function prepare(program: Program, { item, plan, upstream }: WorkToMeasure): Promise<Entrant> {
  const started = await StartedProgram.start(program, { upstream: upstream.origin });
  const { port } = started;
  const remarks = await verify(upstream.server, port, item).catch(async (cause: unknown) => {
    await started.stop();
    throw new Error(`${program.name} does not do the work of ${item.id}: ${String(cause)}`, { cause });
  });
  const status = item.expected.kind === 'forwarded' ? 200 : 400;
  const load = new Load({ port, request: requestBytes(item.request, port), status, connections: plan.connections });
  return { started, load, remarks };
}

function summaries(entrants: readonly Entrant[], allRounds: readonly (readonly Round[])[]): Measured[] {
  const reference = allRounds[entrants.findIndex(({ started }) => started.program.name === yardstick)];
  if (reference === undefined) throw new Error(`${yardstick} must be measured along: all figures are ratios to it`);
  const references = reference.map(({ cpuUs }) => cpuUs);
  return entrants.map(({ started, remarks }, index) => {
    const rounds = allRounds[index] ?? [];
    const taken = rounds.map(({ cpuUs }) => cpuUs);
    return {
      name: started.program.name,
      title: started.program.title,
      ratio: summarize(ratios(taken, references)),
      cpuUs: summarize(taken),
      loadUs: rounded(median(rounds.map(({ loadUs }) => loadUs))),
      loadBusy: rounded(median(rounds.map(({ loadBusy }) => loadBusy))),
      perSecond: rounded(median(rounds.map(({ perSecond }) => perSecond))),
      rounds: taken.map(rounded),
      remarks,
    };
  });
}
