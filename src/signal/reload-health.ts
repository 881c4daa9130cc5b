/** What became of reloads since the start. */
export interface ReloadHealth {
  readonly done: number;
  /** Those that changed nothing, because something was wrong. */
  readonly failed: number;
  /** Whether the latest failed: what serves is older than what the files say. */
  readonly stale: boolean;
}

/** Before the first reload. */
export const noReloads: ReloadHealth = Object.freeze({ done: 0, failed: 0, stale: false });

/** Counts one more. */
export function countReload({ done, failed }: ReloadHealth, reloaded: boolean): ReloadHealth {
  return reloaded ? { done: done + 1, failed, stale: false } : { done, failed: failed + 1, stale: true };
}
