import { parseRetryAfter } from '../../http/retry-after.ts';
import { fieldValue } from './field-value.ts';

/** What the head of an answer says to whoever may send the request once more. */
export interface DeclinedAnswer {
  /** `undefined` where it asks for no wait. */
  readonly retryAfterMs: number | undefined;
  /**
   * Another gateway made it of a failure behind it, and has repeated what could be repeated: a repeat of ours would multiply
   * its repeats. Source: RFC 9209, section 2.1.1.
   */
  readonly isOfGateway: boolean;
  /** In bytes, where it is announced. */
  readonly contentLength: number | undefined;
}

/** In:  name, value, name, value, ... and the present moment in milliseconds since 1970. */
export function readDeclined(rawHeaders: readonly string[], nowMs: number): DeclinedAnswer {
  const length = fieldValue(rawHeaders, 'content-length');
  return {
    retryAfterMs: parseRetryAfter(fieldValue(rawHeaders, 'retry-after'), nowMs),
    isOfGateway: /;\s*error\s*=/.test(fieldValue(rawHeaders, 'proxy-status') ?? ''),
    contentLength: length !== undefined && /^\d+$/.test(length) ? Number(length) : undefined,
  };
}
