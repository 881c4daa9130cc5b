import type { GatewayState } from '../signal/metrics/metrics-text.ts';
import type { UpstreamSnapshot } from '../upstream/target/target-snapshot.ts';
import type { GatewayHealth } from './health.ts';

/** How a gateway is, for its metrics. */
export function gatewayState(health: GatewayHealth, upstreams: readonly UpstreamSnapshot[]): GatewayState {
  const { ready, connections, reloads, workers } = health;
  return {
    upstreams: () => upstreams,
    reloads: () => reloads,
    gauges: {
      ready: { help: 'Whether requests should be sent here', value: Number(ready) },
      connections: { help: 'Open connections of callers', value: connections },
      ...(workers !== undefined && {
        workers_wanted: { help: 'Processes that should serve', value: workers.wanted },
        workers_listening: { help: 'Processes that serve', value: workers.listening },
      }),
    },
  };
}
