/*
 * Holds that a request does not become dearer unnoticed. Two guards, neither of which the machine's load can trip:
 *
 * - Allocations are counted, not timed. Without the optimizing compiler they are the same byte for byte in every run, on a
 *   busy machine too, and follow the code alone; the ratio to hand-written code in the same process takes out what another
 *   version of Node allocates otherwise.
 * - CPU time is compared with hand-written code in the same process, in many short batches in turn, by the best batch of
 *   each, with a bound of three times what is measured: noise only ever makes a batch slower, and would have to slow
 *   every batch of the one and spare some of the other, three times over. It finds loops that grow faster than their input.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { allocationFlags, type Allocations, guardedItems } from '../../bench/guard/guarded-items.ts';
import { takeTurns } from '../../bench/in-process/batches.ts';
import { handWritten } from '../../bench/in-process/hand-written.ts';
import { requestBy } from '../../bench/in-process/outgoing.ts';
import { compileStages } from '../../bench/in-process/stages.ts';
import { incomingOf } from '../../bench/in-process/work.ts';
import { workItem } from '../../bench/work/work-items.ts';

const root = join(import.meta.dirname, '..', '..');
const sources = join(root, 'src');
process.env['BENCH_PARAMAP'] = sources;

/** At most so many times what hand-written code takes. Lower them when the code has become cheaper. */
const bounds = {
  b: { bytes: 1.2, cpu: 3 },
  c: { bytes: 1.8, cpu: 6 },
  d1: { bytes: 10, cpu: 30 },
  d2: { bytes: 12, cpu: 30 },
} as const;

describe('bytes of heap for one request', () => {
  let counted: readonly Allocations[] = [];
  before(() => {
    const script = join(root, 'bench', 'guard', 'count-allocations.ts');
    const { stdout, stderr } = spawnSync(process.execPath, [...allocationFlags, script], { encoding: 'utf8' });
    assert.match(stdout, /^\[/, stderr);
    counted = JSON.parse(stdout);
  });

  for (const [item, { bytes }] of Object.entries(bounds)) {
    test(`(${item}) takes at most ${bytes} times those of hand-written code`, () => {
      const found = counted.find((one) => one.item === item);
      assert.ok(found !== undefined && found.paramap > 0 && found.byHand > 0);
      const ratio = found.paramap / found.byHand;
      assert.ok(ratio <= bytes, `${found.paramap} bytes to ${found.byHand} by hand: ${ratio.toFixed(2)}`);
    });
  }
});

describe('CPU time of one request', () => {
  for (const id of guardedItems) {
    const { cpu } = bounds[id as keyof typeof bounds];
    test(`(${id}) takes at most ${cpu} times that of hand-written code`, async () => {
      const ratios: number[] = [];
      while (ratios.length < 3 && !ratios.some((ratio) => ratio <= cpu)) ratios.push(await bestRatio(id));
      assert.ok(
        ratios.some((ratio) => ratio <= cpu),
        `three times in a row: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}`,
      );
    });
  }
});

async function bestRatio(id: (typeof guardedItems)[number]): Promise<number> {
  const runStages = await compileStages();
  const incoming = incomingOf(workItem(id).request);
  const contenders = [
    { name: 'paramap', run: () => runStages(incoming) },
    { name: 'by hand', run: () => requestBy(handWritten, incoming) },
  ];
  const figures = await takeTurns(contenders, { warmUpMs: 100, rounds: 20, batchMs: 4 });
  const best = (name: string): number => Math.min(...(figures.get(name) ?? []));
  return best('paramap') / best('by hand');
}
