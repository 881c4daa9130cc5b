import type { AnswerCount } from '../signal/answer-count.ts';
import type { DeprecatedCount } from '../middleware/deprecated-counts.ts';
import type { Reload } from '../middleware/reload.ts';
import type { LiveShadow } from '../middleware/shadow-traffic.ts';
import type { GatewayOptions } from '../options/gateway-options.ts';
import type { GatewayCounts } from './counts.ts';
import type { MetricsSnapshot, MetricsText } from '../signal/metrics/metrics-text.ts';
import type { InsightReport } from '../signal/shape/insight.ts';
import type { InsightCounts } from '../signal/shape/report.ts';
import type { GatewayHealth } from './health.ts';
import type { GatewayAddress } from './listen-on.ts';
import type { UpstreamSnapshot } from '../upstream/target/target-snapshot.ts';

/** Where a gateway listens, and where it is asked how it is. */
export interface GatewayAddresses extends GatewayAddress {
  /** Of the option `admin`; `undefined` without it. */
  readonly admin: GatewayAddress | undefined;
  /** The link that opens the inspector, of the option of that name. It holds the token: for the terminal, and for no log. */
  readonly inspector?: string | undefined;
}

/** How to stop. */
export interface CloseOptions {
  /** In place of the option `listen.drainNoticeMs`. */
  readonly noticeMs?: number;
}

/** How it went. */
export interface Closed {
  /** Requests that were not finished in time, and were cut. */
  readonly cut: number;
}

/** The handler of `paramap()` on an HTTP server of its own. */
export interface Gateway {
  /** Starts to listen. Rejects when an address cannot be taken (`EADDRINUSE`, `EACCES`). */
  listen(): Promise<GatewayAddresses>;
  /**
   * Reads the contracts again, and everything else that the options name; with other options, those hold from now on. As of
   * `paramap()`; what only a start can change (`listen.host`, `listen.port`, `admin`) is a warning among the findings.
   *
   * Fails: rejects after `close()`.
   */
  reload(options?: GatewayOptions): Promise<Reload>;
  /** Absolute paths of all files that were read, as of `paramap()`. */
  files(): readonly string[];
  /** Whether requests should be sent here, and what is going on. */
  health(): GatewayHealth;
  /** Everything that was counted since the start. */
  counts(): GatewayCounts;
  /** What the option `metrics` measures, as Prometheus reads it; `undefined` without it, or where it has a `meter` alone. */
  metrics(): Promise<MetricsText | undefined>;
  /** The same as values, without what is known at this moment alone: to be added to those of other processes. */
  measured(): Promise<MetricsSnapshot>;
  /** What is known of the upstreams and their targets at this moment; as of `paramap()`, of all mounts or of one. */
  upstreams(mount?: string): UpstreamSnapshot[];
  /** Who used what a contract calls deprecated, since the start; as of `paramap()`, of all mounts or of one. */
  deprecatedUse(mount?: string): DeprecatedCount[];
  /** Which answers did not fit the contract and were passed on, since the start; as of `paramap()`, of all mounts or of one. */
  answerViolations(mount?: string): AnswerCount[];
  /** Which shapes of requests upstreams fail, as of `paramap()`; of all mounts or of one. */
  insights(mount?: string): InsightReport | undefined;
  /** What that is made of, to be added to what other processes counted; `undefined` without the option `insights`. */
  shapes(mount?: string): readonly InsightCounts[] | undefined;
  /** What the option `candidate` came to since the latest reload; as of `paramap()`, at the root or at a mount. */
  shadow(mount?: string): LiveShadow | undefined;
  /**
   * Stops: `/ready` says no, and after `listen.drainNoticeMs` no connections are taken any more. Requests in flight finish, each
   * answer is the last on its connection, and what is still open after `listen.drainMs` is cut. Then the connections to the
   * upstreams are closed.
   */
  close(options?: CloseOptions): Promise<Closed>;
}
