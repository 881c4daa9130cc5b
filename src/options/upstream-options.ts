import type { AttemptOptions } from './attempt-options.ts';
import type { PoolOptions } from './pool-options.ts';

/** One backend. */
export interface UpstreamOptions extends PoolOptions, AttemptOptions {
  /** How long the backend may take. An operation's `upstream.timeouts` wins over these. */
  timeouts?: TimeoutOptions;

  /**
   * What is spoken with targets that have `https:`: `http2` offers HTTP/2 in the TLS handshake, and speaks HTTP/1.1 with a target
   * that does not agree. It costs less where more than about 50 requests are under way at once, twice as much below 10.
   * @default "http1"
   */
  protocol?: 'http1' | 'http2';

  /** For targets with `https:`. Certificates are always verified; there is no way to switch that off. */
  tls?: TlsOptions;
}

/** In milliseconds; 0 is no limit. What runs out is answered with 504 `upstream-timeout` that names the timer. */
export interface TimeoutOptions {
  /**
   * Until a connection stands, TLS included.
   * @default 1000
   */
  connectMs?: number;
  /**
   * From the sent request to the first byte of the answer's head.
   * @default 10000
   */
  firstByteMs?: number;
  /**
   * Between two pieces of an answer's body.
   * @default 30000
   */
  idleMs?: number;
  /**
   * From the start until the answer's head is there, retries included.
   * @default 30000
   */
  totalMs?: number;
  /**
   * For the whole of a streamed answer. Danger: cuts long downloads and event streams.
   * @default 0
   */
  streamMs?: number;
}

/**
 * How connections to an upstream with `https:` are secured. Paths of files are relative to `root`; files are read at start and again
 * with each reload.
 */
export interface TlsOptions {
  /**
   * Path of a PEM file with the authorities to trust for this upstream, in place of those that Node knows.
   * @default undefined (Node's authorities)
   */
  ca?: string;

  /**
   * Path of a PEM file with the gateway's own certificate, for an upstream that asks for one; certificates between it and its
   * authority follow it. Needs `key`.
   * @default undefined (none is shown)
   */
  cert?: string;

  /**
   * Path of a PEM file with the key of `cert`.
   * @default undefined
   */
  key?: string;

  /**
   * Where the passphrase of an encrypted `key` is: `{ "secret": "ENV_NAME" }` or `{ "secretFile": "path" }`.
   * @default undefined (the key is not encrypted)
   */
  passphrase?: PassphraseOptions;

  /**
   * The name that is asked for (SNI) and that the certificate must be for, where that is not the target's host: a target that
   * is an address, or a name inside a cluster.
   * @default undefined (the target's host)
   */
  serverName?: string;

  /**
   * The lowest version of TLS that is spoken.
   * @default undefined (Node's own lowest, which is 1.2)
   */
  minVersion?: 'TLSv1.2' | 'TLSv1.3';
}

/** Where a passphrase is; exactly one of the two. */
export interface PassphraseOptions {
  /** The name of an environment variable. */
  secret?: string;
  /** Path of a file; line ends at its end do not belong to it. */
  secretFile?: string;
}
