import type { CorsOptions } from './cors-options.ts';
import type { MountOptions } from './mount-options.ts';
import type { ParamapOptions } from './paramap-options.ts';

/** Everything that `createGateway()` can be told: what `paramap()` takes, and what belongs to a server of its own. */
export interface GatewayOptions extends Omit<ParamapOptions, 'contracts'> {
  /** The contracts whose routes begin at the root, as of `paramap()`. Needed unless there are `mounts`. */
  contracts?: ParamapOptions['contracts'];

  /**
   * Contracts below prefixes of paths, such as two versions of one API: `{ "/v1": { contracts: "v1/*.json" } }`. What no prefix
   * covers belongs to `contracts`. Each mount has its own connections to the upstreams.
   * @default {} (everything is at the root)
   */
  mounts?: Readonly<Record<string, MountOptions>>;

  /**
   * Addresses and networks (`10.0.0.0/8`) of proxies in front whose `X-Forwarded-*` fields are believed. Danger: a network
   * too wide lets callers choose the address that the upstream sees. `false` is nobody, as is the empty list.
   * @default [] (nobody; forged fields are replaced)
   */
  trustProxy?: readonly string[] | false;

  /**
   * Web pages of other origins that may call the API from browsers: preflights are answered from the contracts. In an Express app the
   * package `cors` does that, before the middleware.
   * @default undefined (none; what an upstream says to browsers is passed on)
   */
  cors?: CorsOptions;

  /** Where and how long to listen. */
  listen?: ListenOptions;

  /**
   * A second address, on which operators and probes ask: `/health`, `/ready` and `/counts`, as JSON. Danger: it asks for no
   * credentials, so that it belongs on no public network.
   * @default undefined (there is none)
   */
  admin?: AdminOptions;
}

/** Where the admin address listens. */
export interface AdminOptions {
  /**
   * Address or name to bind.
   * @default '127.0.0.1'
   */
  host?: string;
  /**
   * TCP port; 0 takes a free one.
   * @default 9090
   */
  port?: number;
}

/** A server's address and the time that it gives its callers, in milliseconds. */
export interface ListenOptions {
  /**
   * Address or name to bind. Danger: `0.0.0.0` and `::` are open to every network of the machine.
   * @default '127.0.0.1'
   */
  host?: string;
  /**
   * TCP port; 0 takes a free one.
   * @default 8080
   */
  port?: number;
  /**
   * Time for a caller to send a request's head; over it: 408.
   * @default 10000
   */
  headersMs?: number;
  /**
   * Time for a caller to send a whole request, body included; over it: 408.
   * @default 30000
   */
  requestMs?: number;
  /**
   * How long an idle connection is kept; Node adds a second, which answers do not promise. Who is in front should keep its own for
   * a shorter time, so that it is the one to close them: otherwise a request that is on its way just then is lost.
   * @default 65000
   */
  keepAliveMs?: number;
  /**
   * How long `close()` lets requests in flight finish before their connections are cut.
   * @default 10000
   */
  drainMs?: number;
  /**
   * How long `close()` goes on taking connections while `/ready` says no already, so that a balancer in front can notice;
   * answers carry `Connection: close` meanwhile. Comes before `drainMs`.
   * @default 0
   */
  drainNoticeMs?: number;
  /**
   * How many processes serve, with `paramap serve`; `'auto'` is one for each core that the process may use. `createGateway()` stays in
   * its own process.
   * @default 1
   */
  workers?: number | 'auto';
}
