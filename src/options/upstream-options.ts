/** One backend. */
export interface UpstreamOptions {
  /**
   * The base URLs of the backend, `http:` or `https:`, without query, fragment or credentials. A path is put before every
   * route. This version takes exactly one.
   */
  targets: readonly string[];

  /** How long the backend may take. An operation's `upstream.timeouts` wins over these. */
  timeouts?: TimeoutOptions;

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

/** How the certificate of an upstream is verified. */
export interface TlsOptions {
  /**
   * Path of a PEM file with the authorities to trust for this upstream, in place of those that Node knows.
   * @default undefined (Node's authorities)
   */
  ca?: string;
}
