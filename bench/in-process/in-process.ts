import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ratios, type Summary, summarize } from '../measure/statistics.ts';
import type { WorkId } from '../work/work-item.ts';
import { workItem } from '../work/work-items.ts';
import { type BatchPlan, summaryOf, takeTurns } from './batches.ts';
import type { Contender } from './contender.ts';
import { handWritten } from './hand-written.ts';
import { requestBy } from './outgoing.ts';
import { compileStages } from './stages.ts';
import { verifyContender } from './verify-contender.ts';
import { incomingOf } from './work.ts';

/** One contender at one work item. */
export interface InProcessResult {
  readonly item: WorkId;
  readonly name: string;
  readonly title: string;
  /** Microseconds of CPU time for each request. */
  readonly us: Summary;
  /** To the hand-written code in the same round. */
  readonly ratio: Summary;
}

const items: readonly WorkId[] = ['b', 'c', 'd1', 'd2'];

/**
 * Measures the stages alone: match, decode, validate, map and encode, beside hand-written code and libraries that make
 * the same outgoing request, in one process and without sockets. Each is held to do that work before it is timed.
 */
export async function measureInProcess(plan: BatchPlan): Promise<InProcessResult[]> {
  const contenders = await allContenders();
  const results: InProcessResult[] = [];
  for (const id of items) {
    const item = workItem(id);
    const able = contenders.filter((contender) => contender.items.includes(id));
    for (const contender of able) await verifyContender(contender, item);
    const incoming = incomingOf(item.request);
    const timed = able.map(({ name, run, waits = false }) => ({ name, run: () => run(incoming), waits }));
    const figures = await takeTurns(timed, plan);
    const reference = figures.get('by-hand') ?? [];
    for (const { name, title } of able) {
      const ratio = summarize(ratios(figures.get(name) ?? [], reference));
      results.push({ item: id, name, title, us: summaryOf(figures, name), ratio });
    }
  }
  return results;
}

/** In the order of the table. */
async function allContenders(): Promise<Contender[]> {
  const own: Contender[] = [
    { name: 'by-hand', title: 'by hand: Ajv and code', items, run: (incoming) => requestBy(handWritten, incoming) },
    { name: 'paramap', title: 'paramap', items, run: await compileStages() },
  ];
  // Not imported by name: the libraries are installed only where they are measured.
  const file = pathToFileURL(join(import.meta.dirname, '..', 'peers', 'contenders.ts')).href;
  const peers: { readonly contenders: readonly Contender[] } = await import(file);
  return [...own, ...peers.contenders];
}
