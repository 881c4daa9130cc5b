import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressGroup } from '../../src/guard/limit/limit-key.ts';
import { MemoryStore } from '../../src/guard/limit/memory-store.ts';

const limit = { name: 'calls', id: 'calls', quota: 3, windowMs: 1000, cost: 1, by: [] };

test('any number of callers is held in bounded memory', () => {
  const store = new MemoryStore(() => 0, 100);
  for (let caller = 0; caller < 10_000; caller += 1) store.take(limit, String(caller));
  assert.equal(store.size, 100);
});

test('windows that have ended go as new ones come, without a timer', () => {
  let now = 0;
  const store = new MemoryStore(() => now);
  for (let caller = 0; caller < 100; caller += 1) store.take(limit, String(caller));
  now = 1000;
  for (let caller = 0; caller < 50; caller += 1) store.take(limit, `new ${caller}`);
  assert.ok(store.size <= 60, `${store.size}`);
});

test('a clock that was set back ends a window rather than keep it for years', () => {
  let now = 1_000_000_000;
  const store = new MemoryStore(() => now);
  for (let count = 0; count < 4; count += 1) store.take(limit, 'a');
  now = 0;
  assert.equal(store.take(limit, 'a').isAllowed, true);
});

test('never more than the quota is let through in a window, whatever the costs', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 })), (costs) => {
      const store = new MemoryStore(() => 0);
      let spent = 0;
      for (const cost of costs) {
        const taken = store.take({ ...limit, quota: 10, cost }, 'a');
        assert.equal(taken.isAllowed, spent + cost <= 10);
        if (taken.isAllowed) spent += cost;
        assert.equal(taken.remaining, 10 - spent);
      }
    }),
  );
});

const groups: Readonly<Record<string, string>> = {
  '192.0.2.1': '192.0.2.1',
  '2001:db8::1': '2001:db8:0:0',
  '2001:DB8:0:0:1:2:3:4': '2001:db8:0:0',
  '2001:db8:1:2::': '2001:db8:1:2',
  '::1': '0:0:0:0',
  'fe80::1%eth0': 'fe80:0:0:0',
  '64:ff9b::192.0.2.1': '64:ff9b:0:0',
  _hidden: '_hidden',
};
for (const [address, group] of Object.entries(groups)) {
  test(`${address} is counted as ${group}`, () => assert.equal(addressGroup(address), group));
}
