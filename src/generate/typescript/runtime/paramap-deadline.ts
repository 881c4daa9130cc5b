import type { CallError } from './paramap-answer.ts';

/** How long a call is wanted. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** When the time is over, as `Date.now()` counts; `undefined` where it has no end. */
  readonly end: number | undefined;
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
  outer?.addEventListener('abort', abort);
  const late = (): void => controller.abort(new DOMException('the time is over', 'TimeoutError'));
  const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs);
  return {
    signal,
    end: timeoutMs === undefined ? undefined : Date.now() + timeoutMs,
    errorOf(cause) {
      if (!signal.aborted) return { kind: 'network', cause };
      return { kind: signal.reason?.name === 'TimeoutError' ? 'timeout' : 'aborted', cause: signal.reason };
    },
    close(streams) {
      clearTimeout(timer);
      if (!streams) outer?.removeEventListener('abort', abort);
    },
  };
}
