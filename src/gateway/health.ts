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

/** What became of reloads since the start. */
export interface ReloadHealth {
  readonly done: number;
  /** Those that changed nothing, because something was wrong. */
  readonly failed: number;
  /** Whether the latest failed: what serves is older than what the files say. */
  readonly stale: boolean;
}

/** How many processes serve. */
export interface WorkerHealth {
  readonly wanted: number;
  readonly listening: number;
  /** The processes, those that start or end included. */
  readonly pids: readonly number[];
}

/** Before the first reload. */
export const noReloads: ReloadHealth = Object.freeze({ done: 0, failed: 0, stale: false });

/** Counts one more. */
export function countReload({ done, failed }: ReloadHealth, reloaded: boolean): ReloadHealth {
  return reloaded ? { done: done + 1, failed, stale: false } : { done, failed: failed + 1, stale: true };
}
