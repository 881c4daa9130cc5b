/** The options that say how credentials are verified and rates are counted; contracts say which of them are asked for. */
export interface GuardOptions {
  /**
   * How credentials are verified, by the names of the contracts' `securitySchemes`. A contract that asks for one that is not
   * here does not start.
   * @default {}
   */
  credentials?: Readonly<Record<string, CredentialOptions>>;

  /** Where rates are counted, and what answers say of them. */
  rateLimits?: RateLimitOptions;
}

/** How the credentials of one scheme are verified. Which members belong together, `verify` says. */
export interface CredentialOptions {
  /**
   * `jwt`: signed tokens, by the package `jose`: needs `issuer`, `audience`, `algorithms`, and one of `jwksUrl`, `jwksFile`,
   * `secret` and `secretFile`. `keys`: the keys under `keys`. `presence`: presence and form alone; the scheme must then be
   * forwarded, for only the upstream can tell whether the credential is good.
   */
  verify: 'jwt' | 'keys' | 'presence';
  /** Of tokens: the claim `iss`. */
  issuer?: string;
  /** Of tokens: one of the values of the claim `aud`. */
  audience?: string;
  /** Of tokens: the algorithms that signatures may have, such as `["RS256"]`; never `none`. */
  algorithms?: readonly string[];
  /** The address of the issuer's JWK Set. It is fetched when it is needed; redirects are not followed. */
  jwksUrl?: string;
  /** The path of a JWK Set, read again when it changes. */
  jwksFile?: string;
  /** The name of an environment variable that holds the secret of an `HS...` algorithm. */
  secret?: string;
  /** The path of a file that holds it, read again when it changes. */
  secretFile?: string;
  /**
   * By how much the clocks of issuer and gateway may differ, in milliseconds.
   * @default 5000
   */
  clockToleranceMs?: number;
  /**
   * The claim that lists the scopes: a text with blanks between, or a list.
   * @default 'scope'
   */
  scopeClaim?: string;
  /**
   * Time to fetch the JWK Set, in milliseconds; over it requests are answered with 503.
   * @default 3000
   */
  jwksTimeoutMs?: number;
  /**
   * How long a JWK Set is used before it is fetched again, in milliseconds.
   * @default 600000
   */
  jwksMaxAgeMs?: number;
  /**
   * How long it is not fetched again for a token whose key it lacks, in milliseconds.
   * @default 30000
   */
  jwksCooldownMs?: number;
  /** With `keys`: the keys. Two of one name are both good, while one replaces the other. */
  keys?: readonly KeyOptions[];
}

/** One key that was given out. */
export interface KeyOptions {
  /** Who has it; the claim `sub`. */
  name: string;
  /** The name of an environment variable that holds the key. */
  secret?: string;
  /** The path of a file that holds it, read again when it changes. */
  secretFile?: string;
  /**
   * What it allows.
   * @default []
   */
  scopes?: readonly string[];
}

/** Where rates are counted, and what answers say of them. */
export interface RateLimitOptions {
  /**
   * Whether answers also carry `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset`, which older clients read.
   * @default false
   */
  olderFields?: boolean;
  /**
   * A Redis or Valkey that all gateways count in together, by the package `rate-limiter-flexible`.
   * @default undefined (each process counts by itself, in memory)
   */
  redis?: RedisOptions;
}

/** A Redis or Valkey. Exactly one of `url`, `secret`, `secretFile` and `client`. */
export interface RedisOptions {
  /** Its address, for the package `ioredis`: `redis://127.0.0.1:6379`, `rediss://...` with TLS. */
  url?: string;
  /** The name of an environment variable that holds such an address, where it has a password. */
  secret?: string;
  /** The path of a file that holds it; read at start. */
  secretFile?: string;
  /** The app's own client, of `ioredis`, `iovalkey` or `redis`. It stays open when paramap closes. */
  client?: object;
  /**
   * What its keys begin with.
   * @default 'paramap'
   */
  keyPrefix?: string;
  /**
   * How long a request waits for it, in milliseconds.
   * @default 200
   */
  timeoutMs?: number;
  /**
   * What holds while it is away. `open`: each process counts by itself, so that callers can spend the quota once for each
   * process. `closed`: requests with limits are answered with 503.
   */
  onStoreFailure: 'open' | 'closed';
}
