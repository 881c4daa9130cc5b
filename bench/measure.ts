import { measureFeatures } from './features/features.ts';
import { measureInProcess } from './in-process/in-process.ts';
import { Upstream } from './load/upstream.ts';
import { describeMachine, readVersions } from './measure/machine.ts';
import { measureWork, type WorkResult } from './measure/measure-work.ts';
import { pinLoad } from './measure/pinning.ts';
import type { Program } from './program/programs.ts';
import { type Results, writeResults } from './report/results.ts';
import { reportText } from './report/report-text.ts';
import { buildParamap, installPeers, missing } from './requirements.ts';
import { measureSlowUpstream } from './slow-upstream/slow-upstream.ts';
import { measureStreams } from './streams/streams.ts';
import type { MeasureWish, PartName } from './usage.ts';
import { measureWorkers } from './workers/workers.ts';

/**
 * Measures part after part, prints the tables and writes the results; progress goes to the standard error. A part that
 * fails is told, and the others are measured all the same; the exit code is 1 then.
 */
export async function measure(wish: MeasureWish): Promise<void> {
  buildParamap();
  if (wish.parts.includes('in-process') || wish.programs.some(({ needs }) => needs === 'peers')) installPeers();
  const machine = describeMachine(pinLoad());
  const { mode, plan } = wish;
  const startedAt = new Date().toISOString();
  const results: Results = {
    format: 1,
    mode,
    startedAt,
    machine,
    versions: readVersions(),
    plan,
    leftOut: [],
    parts: {},
  };
  const able = wish.programs.filter((program) => isAble(program, results));
  for (const part of wish.parts) {
    console.error(`${part} ...`);
    try {
      await measurePart(part, { ...wish, programs: able }, results);
    } catch (error) {
      console.error(error);
      process.exitCode = 1;
      // What an error says may name paths of this machine, which a file of results must not.
      results.leftOut.push({ what: `the part ${part}`, why: 'it failed' });
    }
    writeResults(results);
  }
  console.log(`\n${reportText({ results, soak: undefined })}\n\nWritten to bench/${writeResults(results)}`);
}

function isAble(program: Program, { leftOut }: Results): boolean {
  const why = missing(program);
  if (why !== undefined) leftOut.push({ what: program.title, why });
  return why === undefined;
}

async function measurePart(part: PartName, wish: MeasureWish, { parts }: Results): Promise<void> {
  const { plan } = wish;
  if (part === 'compare') parts.compare = await compare(wish);
  else if (part === 'in-process') parts.inProcess = await measureInProcess(plan.batches);
  else if (part === 'features') parts.features = await measureFeatures(plan);
  else if (part === 'streams') parts.streams = await measureStreams(plan);
  else if (part === 'slow-upstream') parts.slowUpstream = await measureSlowUpstream(plan);
  else parts.workers = await measureWorkers(plan);
}

async function compare({ plan, items, programs }: MeasureWish): Promise<WorkResult[]> {
  const server = new Upstream();
  const upstream = { server, origin: await server.listen() };
  const results: WorkResult[] = [];
  try {
    for (const item of items) {
      console.error(`(${item.id}) ${item.title} ...`);
      results.push(await measureWork({ item, programs, plan, upstream }));
    }
  } finally {
    server.close();
  }
  return results;
}
