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

  /** Where and how long to listen. */
  listen?: ListenOptions;
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
   * How long an idle connection is kept. A balancer in front should keep its own for a shorter time.
   * @default 65000
   */
  keepAliveMs?: number;
  /**
   * How long `close()` lets requests in flight finish before their connections are cut.
   * @default 10000
   */
  drainMs?: number;
}
