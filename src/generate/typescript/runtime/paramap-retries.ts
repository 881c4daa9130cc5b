import type { CallError } from './paramap-answer.ts';
import type { RetriedCall, RetryPolicy } from './paramap-client.ts';

/** How often and how soon failed calls are repeated. */
export interface RetryOptions {
  /** How many attempts there are at most, the first among them. @default 3 */
  readonly attempts?: number;
  /** The longest wait before the second attempt in milliseconds; twice as long before each further one. @default 250 */
  readonly backoffMs?: number;
  /** The longest wait; where the API asks for a longer one, the error is given at once. @default 20000 */
  readonly longestMs?: number;
}

/**
 * Repeats calls where that does no harm and may help.
 *
 * A problem says itself whether it is `retryable`. Else a call is repeated after 429, and one that is idempotent also after 408,
 * 425, 502, 503, 504 and a broken connection. `Retry-After` is kept, in seconds or as a date.
 */
export function retries({ attempts = 3, backoffMs = 250, longestMs = 20_000 }: RetryOptions = {}): RetryPolicy {
  return async (call) => {
    for (let count = 1; ; count += 1) {
      const result = await call.attempt(count);
      if (result.ok || count >= attempts || !isRepeatable(result.error, call)) return result;
      const asked = 'headers' in result.error ? retryAfterMs(result.error.headers) : undefined;
      // Any time up to the longest: programs that failed together do not come back together.
      const waitMs = asked ?? Math.min(longestMs, backoffMs * 2 ** (count - 1)) * Math.random();
      const { signal, end = Number.POSITIVE_INFINITY } = call.deadline;
      if (waitMs > longestMs || Date.now() + waitMs >= end) return result;
      await waited(waitMs, signal);
    }
  };
}

function isRepeatable(error: CallError, { definition, input, written }: RetriedCall): boolean {
  // What a stream gave is gone.
  if (written.body instanceof ReadableStream) return false;
  const { key, method } = definition;
  const idempotent = !/^(POST|PATCH)$/.test(method) || (key !== undefined && input[key] !== undefined);
  if (error.kind === 'network') return idempotent;
  if (error.kind !== 'problem' && error.kind !== 'http') return false;
  const told = error.kind === 'problem' ? error.problem.retryable : undefined;
  if (typeof told === 'boolean') return told;
  return error.status === 429 || (idempotent && [408, 425, 502, 503, 504].includes(error.status));
}

/** Waits, but not longer than the call is wanted. */
function waited(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}

/** Source: RFC 9110, section 10.2.3. */
function retryAfterMs(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
