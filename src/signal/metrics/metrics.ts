import type { Registry } from 'prom-client';
import { loadPeer } from '../../guard/load-peer.ts';
import type { CallListener } from '../call-record.ts';
import { noReloads } from '../reload-health.ts';
import { callMetrics } from './call-metrics.ts';
import { type Instruments, joinInstruments, type StopGauge } from './instruments.ts';
import type { MetricsSettings, PrometheusRegistry } from './metrics-settings.ts';
import { type GatewayState, type MetricsSnapshot, type MetricsText, metricsText } from './metrics-text.ts';
import { openTelemetryInstruments } from './open-telemetry-instruments.ts';
import { prometheusInstruments } from './prometheus-instruments.ts';
import { type StateSource, stateMetrics } from './state-metrics.ts';

/** Everything that is measured. */
export interface Metrics {
  readonly listener: CallListener;
  /** Who is asked for the state; until then there is none. A later call replaces it. */
  show(source: StateSource): void;
  /** Who is asked for the lines of the call log that were dropped. */
  showDropped(read: () => number): void;
  /** What was measured into a registry of our own, without the state; empty where there is none. */
  snapshot(): Promise<MetricsSnapshot>;
  /** All of it, or what the app's registry has, as Prometheus reads it; `undefined` where there is a meter alone. */
  text(state: GatewayState): Promise<MetricsText | undefined>;
  /** Takes what is known at a moment alone out of the app's registry and meter; what was counted stays. */
  close(): void;
}

/** Opens what the settings describe. What is measured into the app's own registry or meter has the state with it. */
export function createMetrics({ registry, meter, bucketsMs }: MetricsSettings): Metrics {
  const own = registry === 'own' ? ownRegistry() : undefined;
  const stops: StopGauge[] = [];
  const toApp: Instruments[] = [];
  if (registry !== undefined && registry !== 'own') {
    toApp.push(stoppable(prometheusInstruments(asRegistry(registry)), stops));
  }
  if (meter !== undefined) toApp.push(stoppable(openTelemetryInstruments(meter), stops));
  const all = joinInstruments(own === undefined ? toApp : [prometheusInstruments(own), ...toApp]);
  let source: StateSource = { upstreams: () => [], reloads: () => noReloads };
  let dropped = (): number => 0;
  stateMetrics(joinInstruments(toApp), { upstreams: () => source.upstreams(), reloads: () => source.reloads() });
  all.gauge(droppedMeasure, () => [{ labels: {}, value: dropped() }]);
  const snapshot = async (): Promise<MetricsSnapshot> => (own === undefined ? [] : own.getMetricsAsJSON());
  return {
    listener: callMetrics(all, bucketsMs),
    show: (latest) => {
      source = latest;
    },
    showDropped: (read) => {
      dropped = read;
    },
    snapshot,
    close: () => {
      for (const stop of stops.splice(0)) stop();
    },
    text: async (state) => {
      if (own !== undefined) return metricsText([await snapshot()], state);
      if (registry === undefined || registry === 'own') return undefined;
      const { contentType, metrics } = asRegistry(registry);
      return { type: contentType, text: await metrics.call(registry) };
    },
  };
}

/** The same, whose gauges can be stopped. */
const stoppable = (instruments: Instruments, stops: StopGauge[]): Instruments => ({
  ...instruments,
  gauge: (metric, read) => {
    const stop = instruments.gauge(metric, read);
    stops.push(stop);
    return stop;
  },
});

/** With what the library measures of every Node process, such as its memory. */
function ownRegistry(): Registry {
  const client = loadPeer('prom-client');
  const registry = new client.Registry();
  client.collectDefaultMetrics({ register: registry });
  return registry;
}

/** The option has looked for its methods; the app's copy of the library may be another one than ours. */
function asRegistry(registry: PrometheusRegistry): Registry {
  if (!isRegistry(registry)) throw new TypeError('what is no registry was accepted');
  return registry;
}

const isRegistry = (registry: object): registry is Registry => 'registerMetric' in registry;

const droppedMeasure = {
  name: 'paramap_log_lines_dropped',
  help: 'Lines of the call log that could not be written in time',
  labels: [],
};
