import type { ReloadHealth } from '../signal/reload-health.ts';

/** Why requests should go elsewhere: it does not listen yet, it is about to stop, or no process of it serves. */
export type NotReady = 'starting' | 'draining' | 'no-workers';

/** What a gateway says of itself. */
export interface GatewayHealth {
  /** Whether requests should be sent here. */
  readonly ready: boolean;
  /** Why not; empty where it is ready. */
  readonly reasons: readonly NotReady[];
  readonly uptimeMs: number;
  /** Open connections of callers. */
  readonly connections: number;
  /** Requests that are not answered to their end. */
  readonly inFlight: number;
  readonly reloads: ReloadHealth;
  /** The processes that serve, where there are several. */
  readonly workers?: WorkerHealth;
}

/** How many processes serve. */
export interface WorkerHealth {
  readonly wanted: number;
  readonly listening: number;
  /** The processes, those that start or end included. */
  readonly pids: readonly number[];
}
