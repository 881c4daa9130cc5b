import type { TargetSnapshot, UpstreamSnapshot } from '../../upstream/target/target-snapshot.ts';
import type { ReloadHealth } from '../reload-health.ts';
import type { GaugeValue, Instruments } from './instruments.ts';

/** Knows how things are. */
export interface StateSource {
  /** Of several processes the snapshots of each. */
  upstreams(): readonly UpstreamSnapshot[];
  reloads(): ReloadHealth;
}

/**
 * Shows what is known of the upstreams and their targets, and of reloads. What is said of targets is how many processes see it so: 1
 * or 0 where one serves. The source is asked whenever somebody asks.
 */
export function stateMetrics(instruments: Instruments, source: StateSource): void {
  const read = (): readonly UpstreamSnapshot[] => source.upstreams();
  targetMetrics(instruments, read);
  upstreamMetrics(instruments, read);
  reloadMetrics(instruments, source);
}

type ReadUpstreams = StateSource['upstreams'];

function targetMetrics(instruments: Instruments, read: ReadUpstreams): void {
  const target = (name: string, help: string, readValue: (one: TargetSnapshot) => number | undefined): void => {
    const metric = { name: `paramap_target_${name}`, help, labels: ['upstream', 'target'] };
    instruments.gauge(metric, () => targetsOf(read(), readValue));
  };
  target('usable', 'Targets that a request would be sent to', ({ usable }) => Number(usable));
  target('healthy', 'Targets that the latest probes found healthy', ({ healthy }) =>
    healthy === undefined ? undefined : Number(healthy),
  );
  target('ejected', 'Targets that are left out for their failures', ({ ejectedUntil }) =>
    Number(ejectedUntil !== undefined),
  );
  target('pending', 'Requests under way to a target', ({ pending }) => pending);
}

function upstreamMetrics(instruments: Instruments, read: ReadUpstreams): void {
  const labels = ['upstream', 'target', 'state'];
  instruments.gauge({ name: 'paramap_target_breaker', help: 'Circuit breakers by their state', labels }, () =>
    breakersOf(read()),
  );
  const help = 'Upstreams with so few usable targets that all are used';
  instruments.gauge({ name: 'paramap_upstream_in_panic', help, labels: ['upstream'] }, () =>
    read().map(({ name, inPanic }) => ({ labels: { upstream: name }, value: Number(inPanic) })),
  );
}

function reloadMetrics(instruments: Instruments, source: StateSource): void {
  instruments.gauge({ name: 'paramap_reloads', help: 'Reloads since the start', labels: ['outcome'] }, () => {
    const { done, failed } = source.reloads();
    return [
      { labels: { outcome: 'done' }, value: done },
      { labels: { outcome: 'failed' }, value: failed },
    ];
  });
  const help = 'Whether the latest reload failed, so that older files are served';
  instruments.gauge({ name: 'paramap_reload_stale', help, labels: [] }, () => [
    { labels: {}, value: Number(source.reloads().stale) },
  ]);
}

function* targetsOf(
  upstreams: readonly UpstreamSnapshot[],
  readValue: (one: TargetSnapshot) => number | undefined,
): Generator<GaugeValue> {
  for (const { name: upstream, targets } of upstreams) {
    for (const target of targets) {
      const value = readValue(target);
      if (value !== undefined) yield { labels: { upstream, target: target.name }, value };
    }
  }
}

function* breakersOf(upstreams: readonly UpstreamSnapshot[]): Generator<GaugeValue> {
  for (const { name: upstream, targets } of upstreams) {
    for (const { name: target, breaker } of targets) {
      if (breaker === undefined) continue;
      for (const state of ['closed', 'open', 'half-open']) {
        yield { labels: { upstream, target, state }, value: Number(breaker === state) };
      }
    }
  }
}
