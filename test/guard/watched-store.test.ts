import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RateLimit } from '../../src/contract/rate-limit.ts';
import { StoreAway } from '../../src/guard/limit/limit-store.ts';
import { WatchedStore } from '../../src/guard/limit/watched-store.ts';

const limit: RateLimit = { id: 'l', name: 'l', quota: 10, windowMs: 60_000, cost: 1, by: [] };

test('a store that is back is asked again a second later, though the clock was set back meanwhile', async () => {
  let isAway = true;
  let nowMs = 10_000_000;
  const inner = {
    take: async () => {
      if (isAway) throw new Error('away');
      return { isAllowed: true, remaining: 9, resetMs: 1000 };
    },
    close: async () => {},
  };
  const store = new WatchedStore(inner, { timeoutMs: 100, onStoreFailure: 'closed' }, () => nowMs);
  const take = async () => store.take(limit, 'key');
  await assert.rejects(take, StoreAway);
  await assert.rejects(take, ({ retryMs }: StoreAway) => retryMs <= 1000);
  isAway = false;
  nowMs -= 3_600_000;
  assert.equal((await take()).isAllowed, true);
});
