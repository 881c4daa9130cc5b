import type { FailedAttempt, RetryPolicy } from './paramap-client.ts';

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
  return (failed) => {
    if (failed.attempt >= attempts || !isRepeatable(failed)) return undefined;
    const asked = 'headers' in failed.error ? retryAfterMs(failed.error.headers) : undefined;
    if (asked !== undefined) return asked > longestMs ? undefined : asked;
    // Any time up to the longest: programs that failed together do not come back together.
    return Math.min(longestMs, backoffMs * 2 ** (failed.attempt - 1)) * Math.random();
  };
}

function isRepeatable({ error, idempotent }: FailedAttempt): boolean {
  if (error.kind === 'network') return idempotent;
  if (error.kind !== 'problem' && error.kind !== 'http') return false;
  const told = error.kind === 'problem' ? error.problem.retryable : undefined;
  if (typeof told === 'boolean') return told;
  return error.status === 429 || (idempotent && [408, 425, 502, 503, 504].includes(error.status));
}

/** Source: RFC 9110, section 10.2.3. */
function retryAfterMs(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
