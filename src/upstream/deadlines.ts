import type { UpstreamTimeouts } from './timeouts.ts';

/** Something that may take only so long. */
export interface Watched {
  /** Where it stands among the others; -1 while nobody watches it. Written by `Deadlines` alone. */
  slot: number;
  /** In:  the present moment, as `performance.now()` gives it. */
  look(nowMs: number): void;
}

/** How long a limit is overrun at most, as a part of the shortest limit, and in milliseconds. */
const late = { part: 1 / 20, mostMs: 100 };

/**
 * Watches over the limits of everything that is under way: one timer for all of it, which runs while there is something
 * to watch. A limit never runs out early, and at most a twentieth of the shortest limit late.
 *
 * Node runs timers before it reads sockets: after a time in which the process did something else, or had no processor,
 * what came in time has not been read yet. So it is judged after reading: nobody is blamed for our own pause.
 */
export class Deadlines {
  readonly #everyMs: number;
  readonly #watched: Watched[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(timeouts: UpstreamTimeouts) {
    const limits = Object.values(timeouts).filter((ms: number) => ms > 0);
    this.#everyMs = Math.max(1, Math.min(late.mostMs, ...limits.map((ms: number) => ms * late.part)));
  }

  add(watched: Watched): void {
    watched.slot = this.#watched.length;
    this.#watched.push(watched);
    // The connections of what is under way keep the process alive.
    this.#timer ??= setTimeout(this.#afterReading, this.#everyMs).unref();
  }

  /** Harmless where it is not watched. */
  remove(watched: Watched): void {
    if (watched.slot < 0) return;
    const last = this.#watched.pop();
    if (last !== undefined && last !== watched) {
      this.#watched[watched.slot] = last;
      last.slot = watched.slot;
    }
    watched.slot = -1;
  }

  /** An immediate that does not hold the process would wait for whatever happens next, which may be nothing for long. */
  readonly #afterReading = (): void => void setImmediate(this.#look);

  readonly #look = (): void => {
    const nowMs = performance.now();
    // Backwards: one that is removed meanwhile leaves its place to one that was looked at before.
    for (let index = this.#watched.length - 1; index >= 0; index -= 1) this.#watched[index]?.look(nowMs);
    if (this.#watched.length > 0) this.#timer?.refresh();
    else this.#timer = undefined;
  };
}

/** The time limits of the requests to one upstream, or of one of its operations, and who watches over them. */
export interface Limits {
  readonly timeouts: UpstreamTimeouts;
  readonly deadlines: Deadlines;
}

/** Makes the limits that many requests share. */
export const createLimits = (timeouts: UpstreamTimeouts): Limits => ({
  timeouts,
  deadlines: new Deadlines(timeouts),
});
