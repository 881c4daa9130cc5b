import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { realTools } from '../../src/upstream/upstream-tools.ts';

test('a wait that is longer than a timer can be is not over at once', async () => {
  let isOver = false;
  const stop = realTools.after(2 ** 31 * 1.1, () => {
    isOver = true;
  });
  await sleep(30);
  stop();
  assert.equal(isOver, false);
});
