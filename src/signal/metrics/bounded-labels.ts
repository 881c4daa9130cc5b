import type { Labels } from './instruments.ts';

/** More than any contract of a hundred operations has; schemas that contain themselves could name more. */
const mostSets = 5000;

/**
 * Keeps the number of different labels of one metric bounded: beyond so many sets, `member` is `(others)` in all that are new.
 * Names come from contracts alone already; this is for those whose combinations have no end.
 */
export class BoundedLabels {
  readonly #known = new Set<string>();
  readonly #member: string;
  readonly #most: number;

  constructor(member: string, most = mostSets) {
    this.#member = member;
    this.#most = most;
  }

  of(labels: Labels): Labels {
    const key = Object.values(labels).join('\u0000');
    if (this.#known.has(key)) return labels;
    if (this.#known.size >= this.#most) return { ...labels, [this.#member]: '(others)' };
    this.#known.add(key);
    return labels;
  }
}
