import type { Instruments } from './instruments.ts';
import type { OpenTelemetryMeter } from './metrics-settings.ts';

/**
 * Measures by a meter of OpenTelemetry, under the same names without `_total` and `_seconds`, which exporters to Prometheus add from
 * kind and unit. Source: OpenTelemetry, "Prometheus and OpenMetrics Compatibility".
 */
export function openTelemetryInstruments(meter: OpenTelemetryMeter): Instruments {
  return {
    counter({ name, help }) {
      const counter = meter.createCounter(plain(name), { description: help });
      return (labels) => counter.add(1, labels);
    },
    histogram({ name, help, buckets }) {
      const histogram = meter.createHistogram(plain(name), {
        description: help,
        unit: 's',
        advice: { explicitBucketBoundaries: [...buckets] },
      });
      return (labels, seconds) => histogram.record(seconds, labels);
    },
    gauge({ name, help }, read) {
      const gauge = meter.createObservableGauge(plain(name), { description: help });
      const observe: Parameters<typeof gauge.addCallback>[0] = (result) => {
        for (const { labels, value } of read()) result.observe(value, labels);
      };
      gauge.addCallback(observe);
      return () => gauge.removeCallback(observe);
    },
  };
}

const plain = (name: string): string => name.replace(/_(?:total|seconds)$/, '').replace(/^paramap_/, 'paramap.');
