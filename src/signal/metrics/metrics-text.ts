import { loadPeer } from '../../guard/load-peer.ts';
import type { GaugeValue } from './instruments.ts';
import { prometheusInstruments } from './prometheus-instruments.ts';
import { type StateSource, stateMetrics } from './state-metrics.ts';

/** The metrics of one process as values, to be added to those of others. */
export type MetricsSnapshot = readonly MetricSnapshot[];

/** One of them. Its type is one of prom-client's. */
export interface MetricSnapshot {
  readonly name: string;
  readonly help: string;
  readonly type: unknown;
  readonly values: readonly object[];
}

/** What a gateway knows beside. */
export interface GatewayState extends StateSource {
  /** By name without `paramap_`. */
  readonly gauges: Readonly<Record<string, { readonly help: string; readonly value: number }>>;
}

/** A text of metrics, and the media type of its format. */
export interface MetricsText {
  readonly type: string;
  readonly text: string;
}

/** Adds up the metrics of processes, and writes them with the state of the whole as Prometheus reads them. */
export async function metricsText(snapshots: readonly MetricsSnapshot[], state: GatewayState): Promise<MetricsText> {
  const { Registry, AggregatorRegistry } = loadPeer('prom-client');
  const own = new Registry();
  const instruments = prometheusInstruments(own);
  stateMetrics(instruments, state);
  for (const [name, { help, value }] of Object.entries(state.gauges)) {
    const values: readonly GaugeValue[] = [{ labels: {}, value }];
    instruments.gauge({ name: `paramap_${name}`, help, labels: [] }, () => values);
  }
  const sum = AggregatorRegistry.aggregate([...snapshots, await own.getMetricsAsJSON()]);
  return { type: sum.contentType, text: await sum.metrics() };
}

/** What stays of processes that have ended: all that only grows. */
export async function lastingMetrics(snapshots: readonly MetricsSnapshot[]): Promise<MetricsSnapshot> {
  const sum = await loadPeer('prom-client')
    .AggregatorRegistry.aggregate([...snapshots])
    .getMetricsAsJSON();
  return sum.filter(({ type, name }) => String(type) !== 'gauge' && name.startsWith('paramap_'));
}
