/*
 * Counts the bytes of heap that one request takes, in paramap's stages and in hand-written code, and prints them as JSON.
 * Runs in a process of its own whose flags make the count repeat itself: see `allocationFlags`.
 */
import { requestBy } from '../in-process/outgoing.ts';
import { handWritten } from '../in-process/hand-written.ts';
import { compileStages } from '../in-process/stages.ts';
import { incomingOf } from '../in-process/work.ts';
import { workItem } from '../work/work-items.ts';
import { type Allocations, guardedItems } from './guarded-items.ts';

/** Every run allocates the same once the first few have built what is kept. */
const warmUp = 100;
const counted = 50;

const runStages = await compileStages();
const bytes = guardedItems.map((id): Allocations => {
  const incoming = incomingOf(workItem(id).request);
  return {
    item: id,
    paramap: bytesOf(() => runStages(incoming)),
    byHand: bytesOf(() => requestBy(handWritten, incoming)),
  };
});
process.stdout.write(JSON.stringify(bytes));

/** Bytes of each run; the young generation is large enough that nothing is collected meanwhile. */
function bytesOf(run: () => unknown): number {
  for (let index = 0; index < warmUp; index += 1) run();
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < counted; index += 1) run();
  return Math.round((process.memoryUsage().heapUsed - before) / counted);
}
