import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Registry } from 'prom-client';
import { lastingMetrics, type MetricsSnapshot, metricsText } from '../../../src/signal/metrics/metrics-text.ts';
import { prometheusInstruments } from '../../../src/signal/metrics/prometheus-instruments.ts';

const state = { upstreams: () => [], reloads: () => ({ done: 0, failed: 0, stale: false }), gauges: {} };

/** What one process measured. */
async function measuredBy(count: number, pending: number): Promise<MetricsSnapshot> {
  const registry = new Registry();
  const instruments = prometheusInstruments(registry);
  const note = instruments.histogram({ name: 'paramap_d', help: 'd', labels: [], buckets: [1, 2] });
  const add = instruments.counter({ name: 'paramap_c', help: 'c', labels: ['of'] });
  instruments.gauge({ name: 'paramap_g', help: 'g', labels: [] }, () => [{ labels: {}, value: pending }]);
  for (let index = 0; index < count; index += 1) {
    add({ of: 'a' });
    note({}, 1.5);
  }
  // As a message between processes is.
  return structuredClone(await registry.getMetricsAsJSON());
}

const samples = async (snapshots: readonly MetricsSnapshot[]): Promise<string[]> =>
  (await metricsText(snapshots, state)).text.split('\n').filter((line) => /^paramap_[cdg]\b/.test(line));

test('processes are added up: counts, durations and what is under way', async () => {
  assert.deepEqual(
    await samples([await measuredBy(2, 5), await measuredBy(3, 1)]),
    [
      'paramap_d_bucket{le="1"} 0',
      'paramap_d_bucket{le="2"} 5',
      'paramap_d_bucket{le="+Inf"} 5',
      'paramap_d_sum 7.5',
      'paramap_d_count 5',
      'paramap_c{of="a"} 5',
      'paramap_g 6',
    ].filter((line) => /^paramap_[cdg]\b/.test(line)),
  );
});

test('a process that has ended takes nothing away of what only grows, and all else with it', async () => {
  const past = await lastingMetrics([await lastingMetrics([await measuredBy(2, 5)]), await measuredBy(3, 4)]);
  assert.deepEqual(
    past.map(({ name }) => name),
    ['paramap_d', 'paramap_c'],
  );
  const lines = await samples([past, await measuredBy(1, 7)]);
  assert.ok(lines.includes('paramap_c{of="a"} 6') && lines.includes('paramap_g 7'), lines.join('\n'));
  assert.match((await metricsText([past], state)).text, /^paramap_d_count 5$/m);
});
