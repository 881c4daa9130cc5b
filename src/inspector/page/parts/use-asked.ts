import { useCallback, useEffect, useState } from 'preact/hooks';
import { ApiError, getJson } from '../shell/api.ts';

/** What a question to the server gave so far. */
export type Asked<T> =
  | { readonly state: 'waiting' }
  /** `status`: of the answer; 0 where none came. */
  | { readonly state: 'failed'; readonly why: string; readonly status?: number }
  | { readonly state: 'there'; readonly value: T };

/**
 * Asks the server when the component is first shown, when `path` changes, every `everyMs` while the page is in sight, and when the function
 * that it gives is called. What was there stays there until the next answer has come; a failure replaces it.
 */
export function useAsked<T>(path: string, everyMs = 0): readonly [Asked<T>, () => void] {
  const [asked, setAsked] = useState<Asked<T>>({ state: 'waiting' });
  const [round, setRound] = useState(0);
  useEffect(() => setAsked({ state: 'waiting' }), [path]);
  useEffect(() => {
    const abort = new AbortController();
    getJson<T>(path, abort.signal).then(
      (value) => setAsked({ state: 'there', value }),
      (error: unknown) => {
        if (!abort.signal.aborted) setAsked(failureOf(error));
      },
    );
    return () => abort.abort();
  }, [path, round]);
  useEffect(() => {
    if (everyMs === 0) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setRound((last) => last + 1);
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return [asked, useCallback(() => setRound((last) => last + 1), [])];
}

function failureOf(error: unknown): Asked<never> {
  const why = error instanceof Error ? error.message : String(error);
  return { state: 'failed', why, status: error instanceof ApiError ? error.status : 0 };
}
