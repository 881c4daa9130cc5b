import type { UpstreamFailure } from './insight.ts';
import { allCell, type ShapeLayout } from './layout.ts';
import { noFailures, type SliceCounts } from './shape-counts.ts';

/** What one request came to. */
export interface CountedOutcome {
  /** `undefined` where the upstream answered. */
  readonly failure: UpstreamFailure | undefined;
  /** Of a failed one: the same for the same request. */
  readonly fingerprint: number;
}

/** How many slices a window is cut into. */
export const slicesOfWindow = 12;

/** How many failed requests of a slice are remembered by their levels. */
const mostSampled = 64;

/** How many failed requests of the current slice are known again. */
const knownFailures = 2048;

interface Slice {
  readonly index: number;
  readonly seen: Uint32Array;
  /** Made with the first failure. */
  failed: Uint32Array | undefined;
  distinct: Uint32Array | undefined;
  readonly failures: Record<UpstreamFailure, number>;
  readonly sample: number[][];
}

/**
 * Counts the requests of one operation by their shapes, slice by slice of the window. Memory is bounded by the layout: four
 * bytes a counter and slice, and eight more in slices with failures.
 */
export class ShapeTally {
  readonly #layout: ShapeLayout;
  readonly #sliceMs: number;
  readonly #random: () => number;
  #slices: Slice[] = [];
  #known: Uint32Array | undefined;

  constructor(layout: ShapeLayout, { sliceMs, random = Math.random }: { sliceMs: number; random?: () => number }) {
    this.#layout = layout;
    this.#sliceMs = sliceMs;
    this.#random = random;
  }

  /** In: the level of each variable of the layout. */
  add(levels: ArrayLike<number>, outcome: CountedOutcome, nowMs: number): void {
    const slice = this.#sliceAt(nowMs);
    this.#count(slice.seen, levels);
    if (outcome.failure === undefined) return;
    slice.failures[outcome.failure] += 1;
    slice.failed ??= new Uint32Array(this.#layout.cells);
    this.#count(slice.failed, levels);
    if (this.#isRepeat(outcome.fingerprint)) return;
    slice.distinct ??= new Uint32Array(this.#layout.cells);
    this.#count(slice.distinct, levels);
    this.#remember(slice, slice.distinct[allCell] ?? 0, levels);
  }

  /** Every slice that the window holds at this time. */
  list(nowMs: number): SliceCounts[] {
    this.#forget(Math.floor(nowMs / this.#sliceMs));
    return this.#slices.map(({ index, seen, failed, distinct, failures, sample }) => {
      const cells: number[] = [];
      for (const [cell, requests] of seen.entries()) {
        if (requests > 0) cells.push(cell, requests, failed?.[cell] ?? 0, distinct?.[cell] ?? 0);
      }
      return { index, cells, failures: { ...failures }, sample: sample.map((row) => [...row]) };
    });
  }

  #count(counters: Uint32Array, levels: ArrayLike<number>): void {
    const { singles, pairs } = this.#layout;
    counters[allCell] = (counters[allCell] ?? 0) + 1;
    for (let index = 0; index < singles.length; index += 1) {
      const cell = (singles[index] ?? 0) + (levels[index] ?? 0);
      counters[cell] = (counters[cell] ?? 0) + 1;
    }
    for (const { first, second, offset, width } of pairs) {
      const cell = offset + (levels[first] ?? 0) * width + (levels[second] ?? 0);
      counters[cell] = (counters[cell] ?? 0) + 1;
    }
  }

  #sliceAt(nowMs: number): Slice {
    const index = Math.floor(nowMs / this.#sliceMs);
    const last = this.#slices.at(-1);
    // A clock that was set back adds to the newest slice: the order of slices stays.
    if (last !== undefined && last.index >= index) return last;
    this.#forget(index);
    this.#known?.fill(0);
    const seen = new Uint32Array(this.#layout.cells);
    const fresh: Slice = { index, seen, failed: undefined, distinct: undefined, failures: noFailures(), sample: [] };
    this.#slices.push(fresh);
    return fresh;
  }

  #forget(current: number): void {
    this.#slices = this.#slices.filter(({ index }) => index > current - slicesOfWindow);
  }

  /** A program that sends the same failing request over and over is one sign that its shape fails, not hundreds. */
  #isRepeat(fingerprint: number): boolean {
    this.#known ??= new Uint32Array(knownFailures);
    const mark = fingerprint >>> 0 || 1;
    const at = mark % knownFailures;
    if (this.#known[at] === mark) return true;
    this.#known[at] = mark;
    return false;
  }

  /** Keeps each of the failed requests so far with the same chance. Source: Vitter 1985, algorithm R. */
  #remember({ sample }: Slice, count: number, levels: ArrayLike<number>): void {
    const at = count <= mostSampled ? count - 1 : Math.floor(this.#random() * count);
    if (at < mostSampled) sample[at] = Array.from(levels);
  }
}
