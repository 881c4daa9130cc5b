import type { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { loadPeer } from '../../guard/load-peer.ts';
import type { GaugeValue, Instruments, Labels } from './instruments.ts';

/** Who tells the values of a gauge; several of one registry each have their own. */
const readers = new WeakMap<Gauge, Set<() => Iterable<GaugeValue>>>();

/**
 * Measures into a registry of prom-client. Where a metric of the name is registered already, as by another instance of the app, it
 * is shared.
 */
export function prometheusInstruments(registry: Registry): Instruments {
  const client = loadPeer('prom-client');
  const shared = (name: string): unknown => registry.getSingleMetric(name);
  const registers = [registry];
  return {
    counter({ name, help, labels: labelNames }) {
      const known = shared(name);
      const counter = isCounter(known) ? known : new client.Counter({ name, help, labelNames, registers });
      return kept(
        (labels) => counter.labels(labels),
        (child) => child.inc(),
      );
    },
    histogram({ name, help, labels: labelNames, buckets }) {
      const known = shared(name);
      const make = () => new client.Histogram({ name, help, labelNames, buckets: [...buckets], registers });
      const histogram = isHistogram(known) ? known : make();
      return kept(
        (labels) => histogram.labels(labels),
        (child, seconds) => child.observe(seconds),
      );
    },
    gauge({ name, help, labels: labelNames }, read) {
      const known = shared(name);
      const all = (isGauge(known) ? readers.get(known) : undefined) ?? new Set();
      all.add(read);
      if (!isGauge(known)) {
        readers.set(new client.Gauge({ name, help, labelNames, registers, collect: collectFrom(all) }), all);
      }
      return () => void all.delete(read);
    },
  };
}

/** The values that several readers tell of one metric and the same labels are added up. */
const collectFrom = (all: ReadonlySet<() => Iterable<GaugeValue>>) =>
  function collect(this: Gauge): void {
    this.reset();
    for (const one of all) for (const { labels, value } of one()) this.inc(labels, value);
  };

/** The library looks up what labels mean at each call; a text of their values finds it five times faster. */
function kept<Child>(childOf: (labels: Labels) => Child, use: (child: Child, value: number) => void) {
  const children = new Map<string, Child>();
  return (labels: Labels, value = 1): void => {
    let key = '';
    for (const name in labels) key += `${labels[name]}\u0000`;
    let child = children.get(key);
    if (child === undefined) {
      child = childOf(labels);
      children.set(key, child);
    }
    use(child, value);
  };
}

// The app's copy of the library may be another one than ours.
const isCounter = (metric: unknown): metric is Counter => has(metric, 'inc') && !has(metric, 'dec');
const isGauge = (metric: unknown): metric is Gauge => has(metric, 'dec');
const isHistogram = (metric: unknown): metric is Histogram => has(metric, 'zero') && has(metric, 'observe');

const has = (metric: unknown, method: string): boolean => typeof Reflect.get(Object(metric), method) === 'function';
