import { describeMachine } from '../measure/machine.ts';
import { type Summary, summarize } from '../measure/statistics.ts';
import { workItem } from '../work/work-items.ts';
import { handWritten } from './hand-written.ts';
import { compileStages } from './stages.ts';
import { incomingOf, type Work } from './work.ts';

const rounds = 21;
const batchMs = 100;
const warmUpMs = 1500;

/**
 * Measures the stages alone: match, decode, validate, map and encode against hand-written code that makes the same
 * outgoing request, in one process and without sockets, in batches that take turns.
 */
export async function runInProcess(): Promise<void> {
  const runStages = await compileStages();
  const lines: string[] = [];
  for (const id of ['b', 'c', 'd1', 'd2'] as const) {
    const incoming = incomingOf(workItem(id).request);
    const contenders = { paramap: () => runStages(incoming), byHand: () => handWritten(id, incoming) };
    for (const work of Object.values(contenders)) batch(work, warmUpMs);
    const paramap: number[] = [];
    const byHand: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      paramap.push(batch(contenders.paramap, batchMs));
      byHand.push(batch(contenders.byHand, batchMs));
    }
    const ratios = paramap.map((us, index) => us / (byHand[index] ?? Number.NaN));
    lines.push(`| (${id}) | ${text(summarize(paramap))} | ${text(summarize(byHand))} | ${text(summarize(ratios))} |`);
  }
  console.log(`
Microseconds of CPU time for each request: median of ${rounds} batches of ${batchMs} ms in turn (least-most).

| work | paramap us | by hand us | x |
| --- | --: | --: | --: |
${lines.join('\n')}

${describeMachine('not pinned').join('\n')}
`);
}

/** What is computed is kept here, so that no compiler may leave the computing out. */
const kept: { last: unknown } = { last: undefined };

/** Does the work for so long; gives microseconds of CPU time for each time. */
function batch(work: Work, durationMs: number): number {
  const end = performance.now() + durationMs;
  const before = process.cpuUsage();
  let count = 0;
  while (performance.now() < end) {
    for (let index = 0; index < 100; index += 1) kept.last = work();
    count += 100;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

const text = ({ median, least, most }: Summary): string =>
  `${median.toFixed(2)} (${least.toFixed(2)}-${most.toFixed(2)})`;
