import type { Target } from './target.ts';

/** Chooses one of the targets that may be used; there are at least two. */
export interface Balancer {
  choose(usable: readonly Target[], nowMs: number, key: string | undefined): Target | undefined;
}
