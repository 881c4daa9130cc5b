/** One of the places that an upstream is at. */
export interface TargetOption {
  /** Absolute base URL, as where a target is written as text alone. */
  url: string;
  /**
   * Its part of the requests, beside those of the other targets; 1 to 1000.
   * @default 1
   */
  weight?: number;
  /**
   * What callers, logs and metrics call it: letters, digits, `.`, `_` and `-`. Its address is never told.
   * @default the upstream's name and the place in the list, `users#1`
   */
  name?: string;
}

/** When a target is left out because requests to it fail. Only an upstream with several targets leaves one out. */
export interface EjectionOptions {
  /**
   * After so many failures in a row: no connection, a cut, a time limit, an invalid answer, or 502, 503, 504. 0: never.
   * @default 5
   */
  consecutiveFailures?: number;
  /**
   * For so long the first time, in milliseconds; twice as long the second, and so on, until it has served again.
   * @default 10000
   */
  ejectMs?: number;
  /**
   * At most for so long, in milliseconds.
   * @default 300000
   */
  maxEjectMs?: number;
  /**
   * The part of the targets that may be left out at once, 0 to 1; a fraction of a target is none. Danger: with 1 a fault that all
   * targets share takes all of them out.
   * @default 0.5
   */
  mostShare?: number;
}

/** How targets are asked whether they are well, each by itself, over connections of its own. */
export interface HealthOptions {
  /** Path and query of the probe, a GET, behind the path of the target's base URL. */
  path: string;
  /**
   * Between two probes, in milliseconds; up to a tenth more or less by lot.
   * @default 5000
   */
  everyMs?: number;
  /**
   * For the whole of a probe, in milliseconds.
   * @default 2000
   */
  timeoutMs?: number;
  /**
   * So many failed probes in a row take a target out. The first probe of all decides alone.
   * @default 3
   */
  unhealthyAfter?: number;
  /**
   * So many good probes in a row bring it back.
   * @default 2
   */
  healthyAfter?: number;
  /**
   * The statuses of a good answer: `200`, or a class such as `2XX`.
   * @default ["2XX"]
   */
  statuses?: readonly string[];
  /**
   * JSON Schema (2020-12) that the body of a good answer fits, at most 64 KiB of JSON.
   * @default undefined (the body is not read)
   */
  body?: object;
}

/** How long answers of the name service are believed; it does not say so itself where the system is asked. */
export interface DnsOptions {
  /**
   * The addresses of a target's name, in milliseconds. Connections to an address that the name has left are given up.
   * @default 30000
   */
  refreshMs?: number;
  /**
   * That a name does not exist, in milliseconds; also the least time between two questions after a connection failed.
   * @default 1000
   */
  negativeMs?: number;
}

/** The targets of an upstream and how one of them is chosen. */
export interface PoolOptions {
  /**
   * The places of the backend: base URLs, `http:` or `https:`, without query, fragment or credentials, or unix sockets
   * (`unix:/run/app.sock`). A path is put before every route.
   */
  targets: readonly (string | TargetOption)[];
  /**
   * How one of several targets is chosen: `least-pending`, the one with the fewest requests under way; `round-robin`, in turn;
   * `hash`, by the parameter that a contract names in `upstream.hashBy`, and where that is absent by the fewest requests.
   * @default "least-pending"
   */
  balance?: 'least-pending' | 'round-robin' | 'hash';
  /**
   * Where fewer than this part of the targets is usable, 0 to 1, all of them are used, but for those behind an open breaker: it is
   * then more likely that the probes are wrong than that all targets are. 0: never; then callers get 503.
   * @default 0
   */
  panicShare?: number;
  /**
   * How long a target that comes back takes from a tenth of its weight to all of it, in milliseconds.
   * @default 10000
   */
  returnMs?: number;
  /** When a target is left out because requests to it fail. */
  ejection?: EjectionOptions;
  /**
   * How targets are asked whether they are well.
   * @default undefined (they are not asked)
   */
  health?: HealthOptions;
  /** How long answers of the name service are believed. */
  dns?: DnsOptions;
  /**
   * IP addresses and networks (`169.254.0.0/16`) that are never connected to, whatever name leads there; asked at every connection.
   * @default []
   */
  denyAddresses?: readonly string[];
}
