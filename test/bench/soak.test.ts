import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Census } from '../../bench/soak/census.ts';
import { FaultyUpstream } from '../../bench/soak/faulty-upstream.ts';
import { judgeGrowth, type Sample } from '../../bench/soak/growth.ts';
import { kinds } from '../../bench/soak/kinds.ts';
import { Mixture } from '../../bench/soak/mixture.ts';
import { StartedProgram } from '../../bench/program/started-program.ts';

const flat: Census = {
  heapBytes: 30e6,
  rssBytes: 150e6,
  externalBytes: 5e6,
  sockets: 100,
  timers: 90,
  requests: 1,
  signals: 0,
  listeners: 800,
  handles: 50,
};

/** Twenty counts, 10,000 requests apart. */
const samples = (censusAt: (index: number) => Partial<Census>): Sample[] =>
  Array.from({ length: 20 }, (_, index) => ({
    requests: (index + 1) * 10_000,
    census: { ...flat, ...censusAt(index) },
  }));

const grown = (all: readonly Sample[]): string[] =>
  judgeGrowth(all)
    .filter(({ holds }) => !holds)
    .map(({ what }) => what);

describe('a soak', () => {
  const cases: readonly (readonly [name: string, all: Sample[], found: string[]])[] = [
    ['holds where nothing grows', samples(() => ({})), []],
    ['forgives what only the warm-up adds', samples((index) => ({ heapBytes: index < 4 ? index * 1e6 : 4e6 })), []],
    ['forgives a single count that is high', samples((index) => ({ heapBytes: index === 12 ? 90e6 : 30e6 })), []],
    ['finds 12 bytes a request', samples((index) => ({ heapBytes: 30e6 + index * 120_000 })), ['heapBytes']],
    ['finds two sockets in 10,000 requests', samples((index) => ({ sockets: 100 + 2 * index })), ['sockets']],
    ['finds a listener in 500 requests', samples((index) => ({ listeners: 800 + 20 * index })), ['listeners']],
  ];
  for (const [name, all, found] of cases) test(name, () => assert.deepEqual(grown(all), found));

  test('has kinds whose shares add up to a thousand', () => {
    assert.equal(
      kinds.reduce((sum, { share }) => sum + share, 0),
      1000,
    );
  });

  test('gets the answer of its kind for every request', async () => {
    const upstream = new FaultyUpstream();
    const program = { name: 'soak', file: 'paramap-soak', title: 'serve' };
    const build = join(import.meta.dirname, '..', '..', 'src');
    const started = await StartedProgram.start({ ...program, build }, { upstream: await upstream.listen() });
    const mixture = new Mixture(started.port, 16);
    try {
      await mixture.run(600);
      assert.deepEqual(mixture.surprises, []);
      assert.ok(mixture.counts.size >= 20, `of many kinds: ${[...mixture.counts.keys()]}`);
    } finally {
      mixture.close();
      await started.stop();
      upstream.close();
    }
  });
});
