/** A window is cut into so many slices, which leave it one by one. */
const slices = 10;

interface Slice {
  /** Which slice of time it counts, from the beginning of time. */
  index: number;
  all: number;
  failed: number;
}

/** How many attempts of the last while failed, with the grain of a tenth of it. */
export class FailureRate {
  readonly #sliceMs: number;
  readonly #slices: Slice[] = Array.from({ length: slices }, () => ({ index: -1, all: 0, failed: 0 }));

  /** In:  how long is looked back, in milliseconds. */
  constructor(windowMs: number) {
    this.#sliceMs = windowMs / slices;
  }

  count(failed: boolean, nowMs: number): void {
    const index = this.#indexAt(nowMs);
    const slice = this.#slices[index % slices];
    if (slice === undefined) return;
    if (slice.index !== index) Object.assign(slice, { index, all: 0, failed: 0 });
    slice.all += 1;
    if (failed) slice.failed += 1;
  }

  sum(nowMs: number): { readonly all: number; readonly failed: number } {
    const oldest = this.#indexAt(nowMs) - slices + 1;
    let all = 0;
    let failed = 0;
    for (const slice of this.#slices) {
      if (slice.index < oldest) continue;
      all += slice.all;
      failed += slice.failed;
    }
    return { all, failed };
  }

  clear(): void {
    for (const slice of this.#slices) Object.assign(slice, { index: -1, all: 0, failed: 0 });
  }

  #indexAt(nowMs: number): number {
    return Math.max(0, Math.floor(nowMs / this.#sliceMs));
  }
}
