import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { measureStageFeatures } from '../../bench/features/stage-features.ts';
import type { Contender } from '../../bench/in-process/contender.ts';
import { handWritten } from '../../bench/in-process/hand-written.ts';
import { requestBy } from '../../bench/in-process/outgoing.ts';
import { compileStages } from '../../bench/in-process/stages.ts';
import { verifyContender } from '../../bench/in-process/verify-contender.ts';
import { workItem } from '../../bench/work/work-items.ts';

process.env['BENCH_PARAMAP'] = join(import.meta.dirname, '..', '..', 'src');

const items = ['b', 'c', 'd1', 'd2'] as const;
const byHand: Contender = { name: 'by-hand', title: 'by hand', items, run: (it) => requestBy(handWritten, it) };
let paramap: Contender;
before(async () => {
  paramap = { name: 'paramap', title: 'paramap', items, run: await compileStages() };
});

for (const id of items) {
  test(`the stages and the hand-written code make the same of (${id})`, async () => {
    await verifyContender(byHand, workItem(id));
    await verifyContender(paramap, workItem(id));
  });
}

test('a contender that makes another request is not measured', async () => {
  const wrong: Contender = { ...byHand, run: (it) => requestBy({ ...handWritten, users: () => '/elsewhere' }, it) };
  await assert.rejects(verifyContender(wrong, workItem('b')), /elsewhere/);
});

// A batch is longer than a tick of the clock of the processor.
test('every line of the features is a request that goes through', async () => {
  const results = await measureStageFeatures({ warmUpMs: 0, rounds: 1, batchMs: 20 });
  assert.equal(results.length, 11);
  for (const { title, us } of results) assert.ok(us.median > 0, title);
});
