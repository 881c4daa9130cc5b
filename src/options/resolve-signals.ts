import { resolve } from 'node:path';
import { hasPeer, type PeerName } from '../guard/load-peer.ts';
import type { AppLogger, KeptAnswers, LogSettings } from '../signal/log/log-settings.ts';
import type { MetricsSettings, OpenTelemetryMeter, PrometheusRegistry } from '../signal/metrics/metrics-settings.ts';
import type { TracesSettings } from '../signal/traces/traces-settings.ts';
import type { OptionReader } from './option-reader.ts';
import { oneOf, type Shape, textLike, yesOrNo } from './shape.ts';

/** Where signals go; `undefined` for those that are not asked for. */
export interface ResolvedSignals {
  /** Without what names callers, which is an option of its own. */
  readonly log: Omit<LogSettings, 'callerKey'> | undefined;
  readonly metrics: MetricsSettings | undefined;
  readonly traces: TracesSettings | undefined;
}

/** Reads the options `log`, `metrics` and `traces`. */
export function resolveSignals(reader: OptionReader, root: string): ResolvedSignals {
  return { log: resolveLog(reader, root), metrics: resolveMetrics(reader), traces: resolveTraces(reader) };
}

function resolveLog(outer: OptionReader, root: string): ResolvedSignals['log'] {
  const isThere = outer.has('log');
  const reader = outer.section('log');
  const logger = reader.read('logger', appLogger);
  const to = reader.read('to', textLike(/./, '`stdout`, `stderr` or the path of a file')) ?? 'stdout';
  if (logger !== undefined && reader.has('to')) {
    const message = 'lines go to one place: `logger` and `to` are two';
    reader.fault('to', { rule: 'option-conflict', message, cure: 'leave `to` or `logger` out' });
  }
  const log = {
    format: reader.read('format', oneOf(['json', 'common'])) ?? 'json',
    to: to === 'stdout' || to === 'stderr' ? to : resolve(root, to),
    logger,
    sample: reader.read('sample', part) ?? 1,
    keep: reader.read('keep', keptAnswers) ?? (['4xx', '5xx'] as const),
    path: reader.read('path', yesOrNo) ?? false,
  } as const;
  reader.close();
  return isThere ? Object.freeze(log) : undefined;
}

function resolveMetrics(outer: OptionReader): ResolvedSignals['metrics'] {
  const isThere = outer.has('metrics');
  const reader = outer.section('metrics');
  const meter = reader.read('meter', openTelemetryMeter);
  const given = reader.read('registry', prometheusRegistry);
  const registry = given ?? (meter === undefined ? 'own' : undefined);
  const bucketsMs = reader.read('bucketsMs', ascending) ?? defaultBucketsMs;
  reader.close();
  if (!isThere) return undefined;
  if (registry !== undefined) demandPeer(outer, 'metrics', 'prom-client');
  return Object.freeze({ registry, meter, bucketsMs });
}

function resolveTraces(outer: OptionReader): ResolvedSignals['traces'] {
  const isThere = outer.has('traces');
  const reader = outer.section('traces');
  const traces = { propagate: reader.read('propagate', yesOrNo) ?? true };
  reader.close();
  if (!isThere) return undefined;
  demandPeer(outer, 'traces', '@opentelemetry/api');
  return Object.freeze(traces);
}

function demandPeer(reader: OptionReader, name: string, peer: PeerName): void {
  if (hasPeer(peer)) return;
  const message = `\`${name}\` needs \`${peer}\`, which is not installed`;
  reader.fault(name, { rule: 'not-installed', message, cure: `run \`npm install ${peer}\`` });
}

const defaultBucketsMs: readonly number[] = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000];

/** Whatever has these members is taken for one: of a package's several copies none is known to be the app's. */
function withMethods<T>(names: readonly string[], expected: string): Shape<T> {
  const isIt = (value: unknown): value is T =>
    typeof value === 'object' &&
    value !== null &&
    names.every((name) => typeof Reflect.get(value, name) === 'function');
  return { expected, parse: (value) => (isIt(value) ? value : undefined) };
}

const appLogger = withMethods<AppLogger>(['info'], 'a logger with a method `info(entry, message)`');
const prometheusRegistry = withMethods<PrometheusRegistry>(['registerMetric', 'metrics'], 'a registry of prom-client');
const openTelemetryMeter = withMethods<OpenTelemetryMeter>(
  ['createCounter', 'createHistogram', 'createObservableGauge'],
  'a meter of OpenTelemetry',
);

const part: Shape<number> = {
  expected: 'a number from 0 to 1',
  parse: (value) => (typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined),
};

const keptAnswers: Shape<readonly KeptAnswers[]> = {
  expected: 'a list of `4xx` and `5xx`',
  parse: (value) => (Array.isArray(value) && value.every(isKept) ? Object.freeze([...value]) : undefined),
};

const isKept = (value: unknown): value is KeptAnswers => value === '4xx' || value === '5xx';

const ascending: Shape<readonly number[]> = {
  expected: 'a list of ascending numbers of milliseconds above 0',
  parse(value) {
    if (!Array.isArray(value) || value.length === 0 || value.length > 100) return undefined;
    const isFit = value.every(
      (bound, index) => Number.isFinite(bound) && bound > (index === 0 ? 0 : Number(value[index - 1])),
    );
    return isFit ? Object.freeze([...value]) : undefined;
  },
};
