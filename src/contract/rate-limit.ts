/** A part of what tells callers apart for a rate limit. */
export type RateKeyPart =
  /** The caller's IP address, as far as trusted proxies vouch for it. */
  | { readonly kind: 'address' }
  /** The text of a parameter or header field. */
  | { readonly kind: 'value'; readonly in: 'path' | 'query' | 'header' | 'cookie'; readonly name: string }
  /** A claim of the verified credential. */
  | { readonly kind: 'credential'; readonly name: string };

/** A limit that holds for an operation. */
export interface RateLimit {
  /** As the contract calls it, and as `RateLimit` fields do. */
  readonly name: string;
  /** The same for all operations that share its count; two instances of a gateway have the same. */
  readonly id: string;
  /** What may be spent within one window. */
  readonly quota: number;
  /** Whole seconds, in milliseconds. */
  readonly windowMs: number;
  /** What a request spends. */
  readonly cost: number;
  /** Empty: all callers together. */
  readonly by: readonly RateKeyPart[];
}
