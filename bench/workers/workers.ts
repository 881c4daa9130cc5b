import { cpus } from 'node:os';
import { Load } from '../load/load.ts';
import { requestBytes } from '../load/request-text.ts';
import { Upstream } from '../load/upstream.ts';
import type { Plan } from '../measure/plan.ts';
import { type Runner, runRounds, stopAll } from '../measure/rounds.ts';
import { ratios, type Summary, summarize } from '../measure/statistics.ts';
import type { Program } from '../program/programs.ts';
import { StartedProgram } from '../program/started-program.ts';
import { verify } from '../verify/verify.ts';
import { workItem } from '../work/work-items.ts';

/** `paramap serve` with so many workers, at (b). */
export interface WorkersResult {
  readonly workers: number;
  readonly perSecond: Summary;
  /** To one worker in the same round. */
  readonly ratio: Summary;
  /** CPU time of all its processes for each request, in microseconds. */
  readonly cpuUs: Summary;
}

const connections = 64;
const item = workItem('b');

/** One worker, two, and as many as there are cores beside that of the load, round by round in turn. */
export async function measureWorkers(plan: Plan): Promise<WorkersResult[]> {
  const counts = [...new Set([1, 2, cpus().length - 1])]
    .filter((count) => count > 0)
    .sort((left, right) => left - right);
  const upstream = new Upstream();
  const runners: Runner[] = [];
  try {
    const origin = await upstream.listen();
    for (const count of counts) runners.push(await prepare(count, upstream, origin));
    // Workers are told apart by the system in ticks of 10 ms: longer rounds make little of them.
    const rounds = await runRounds(runners, { plan: { ...plan, roundMs: 2 * plan.roundMs }, upstream, forwards: true });
    const perSecond = rounds.map((each) => each.map((round) => round.perSecond));
    return counts.map((workers, index) => ({
      workers,
      perSecond: summarize(perSecond[index] ?? []),
      ratio: summarize(ratios(perSecond[index] ?? [], perSecond[0] ?? [])),
      cpuUs: summarize((rounds[index] ?? []).map(({ cpuUs }) => cpuUs)),
    }));
  } finally {
    await stopAll(runners);
    upstream.close();
  }
}

async function prepare(workers: number, upstream: Upstream, origin: string): Promise<Runner> {
  const program: Program = { name: `${workers} workers`, file: 'paramap-workers', title: `${workers} workers` };
  const env = { BENCH_WORKERS: String(workers) };
  const started = await StartedProgram.start(program, { upstream: origin, role: 'gateways', env });
  await verify(upstream, started.port, item);
  const request = requestBytes(item.request, started.port);
  return { started, load: new Load({ port: started.port, request, status: 200, connections }) };
}
