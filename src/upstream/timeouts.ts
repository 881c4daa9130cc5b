/** How long an upstream may take, in milliseconds; 0 is no limit. */
export interface UpstreamTimeouts {
  /** Until a connection stands, TLS included. */
  readonly connectMs: number;
  /** From the sent request until the head of the answer is there. */
  readonly firstByteMs: number;
  /** Between two pieces of the answer's body; also how long a caller may leave a piece unread. */
  readonly idleMs: number;
  /** From the start until the head is passed on, a retry included. */
  readonly totalMs: number;
  /** For the whole of a streamed answer. */
  readonly streamMs: number;
}

/** A limit as a number that others can be compared with: none is `Infinity`. */
export const boundOf = (limitMs: number): number => (limitMs > 0 ? limitMs : Number.POSITIVE_INFINITY);

/** The name of a limit that ran out, as it stands in a problem's `timer`. */
export type Timer = 'connect' | 'tls' | 'first-byte' | 'idle' | 'total';
