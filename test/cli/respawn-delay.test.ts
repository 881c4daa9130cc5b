import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RespawnDelay } from '../../src/cli/serve/respawn-delay.ts';

test('who dies early is replaced ever later, up to half a minute; who lived is replaced at once', () => {
  const delay = new RespawnDelay();
  assert.equal(delay.after(60_000), 0);
  assert.deepEqual(
    Array.from({ length: 10 }, () => delay.after(50)),
    [200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000],
  );
  assert.equal(delay.after(60_000), 0);
  assert.equal(delay.after(50), 200);
});
