import type { CallError } from './paramap-answer.ts';

/** How long a call is wanted. */
export interface Deadline {
  readonly signal: AbortSignal;
  leftMs(): number;
  /** Waits, but not longer than the call is wanted. */
  wait(ms: number): Promise<void>;
  errorOf(cause: unknown): CallError;
  /** Stops the clock; `streams` says that the caller's signal still ends what the call gave. */
  close(streams: boolean): void;
}

/** Begins the time of a call: it ends by itself, or with the caller's own signal. */
export function openDeadline(timeoutMs: number | undefined, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  const abort = (): void => controller.abort(outer?.reason);
  if (outer?.aborted) abort();
  outer?.addEventListener('abort', abort, { once: true });
  const end = timeoutMs === undefined ? Number.POSITIVE_INFINITY : Date.now() + timeoutMs;
  const late = (): void => controller.abort(new DOMException(`not done in ${timeoutMs} ms`, 'TimeoutError'));
  const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs);
  return {
    signal,
    leftMs: () => (signal.aborted ? 0 : end - Date.now()),
    wait: (ms) =>
      new Promise((resolve) => {
        const waiting = setTimeout(resolve, ms);
        signal.addEventListener('abort', () => {
          clearTimeout(waiting);
          resolve();
        });
      }),
    errorOf(cause) {
      if (!signal.aborted) return { kind: 'network', cause };
      const { reason } = signal;
      return { kind: reason instanceof Error && reason.name === 'TimeoutError' ? 'timeout' : 'aborted', cause: reason };
    },
    close(streams) {
      clearTimeout(timer);
      if (!streams) outer?.removeEventListener('abort', abort);
    },
  };
}
