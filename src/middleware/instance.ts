import type { InspectedMount } from '../inspector/mount.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { IncomingMessage } from 'node:http';
import type { KeptVerifiers } from '../guard/credential/kept-verifiers.ts';
import type { Guards } from '../guard/guards.ts';
import type { Api, Match } from '../pipeline/pipeline.ts';
import type { DeprecatedCount, DeprecatedCounts } from './deprecated-counts.ts';
import type { Refuse } from './answer.ts';
import type { AnswerCount } from '../signal/answer-count.ts';
import type { AnswerCounts } from './answer-counts.ts';
import type { Call } from './call.ts';
import type { Delivery } from './delivery.ts';
import type { Documentation } from './documentation.ts';
import type { Signals } from './signals.ts';
import { Reception, type Mismatch } from './reception.ts';
import type { LimitCounts } from './guarding.ts';
import type { LiveShadow, ShadowTraffic } from './shadow-traffic.ts';
import type { UpstreamSnapshot } from '../upstream/target/target-snapshot.ts';
import { type InstanceInsights, instanceInsights } from './instance-insights.ts';
import { belowPrefix, pathAndQuery } from './target.ts';
import type { Ways } from './ways.ts';
import { asksForWebSocket } from '../http/websocket.ts';
import { closeGraceMs } from '../upstream/limits.ts';
import type { Upstream } from '../upstream/upstream.ts';
import type { OpenTunnels } from '../upstream/upgrade/open-tunnels.ts';

/** Sends requests on, by whatever means the options chose. */
export interface Sender extends Delivery {
  /** Proxies an undeclared route as it is; `false` where no prefix covers it. */
  passThrough(call: Call, url: string): boolean;
  /** `undefined` for one that is not configured. */
  upstream(name: string): Pick<Upstream, 'targets' | 'bounds'> | undefined;
  close(): Promise<void>;
}

/** The contracts of one `paramap()` or `createGateway()`, ready for requests. */
export interface Instance {
  readonly options: ResolvedOptions;
  /** Absolute paths of all files that the start read. */
  readonly files: readonly string[];
  /** What stands here, for people to look at. */
  readonly inspected: Omit<InspectedMount, 'prefix'>;
  readonly lasting: Lasting;
  readonly refuse: Refuse;
  /** Validates, maps and sends. `unmatched` ends what no contract and no pass-through prefix knows. */
  handle(call: Call, unmatched: Unmatched): void;
  /** What a request of this method would lead to, without one. */
  find(method: string, url: string): Found;
  /** Whether a request asks for an upgrade that a contract declares for its route. */
  upgrades(req: IncomingMessage, url: string): boolean;
  /** Validates and maps in place, then goes on. */
  rewrite(call: Call): void;
  /** Who used what is deprecated, since the start. */
  deprecatedUse(): DeprecatedCount[];
  /** Which answers that were passed on did not fit their contract, since the start. */
  answerViolations(): AnswerCount[];
  /** Which shapes of requests make upstreams fail. */
  readonly insights: InstanceInsights;
  /** What is known of the upstreams' targets now. */
  upstreams(): UpstreamSnapshot[];
  /** What the candidate came to; `undefined` without one. */
  shadow(): LiveShadow | undefined;
  close(): Promise<void>;
}

/** What outlives an instance that a reload replaces. */
export interface Lasting {
  readonly ways: Ways;
  readonly tunnels: OpenTunnels;
  /** Who listens to requests. */
  readonly signals: Signals;
  readonly answers: AnswerCounts;
  readonly deprecated: DeprecatedCounts;
  /** Where rates are counted; `undefined` where none are. */
  readonly limits: LimitCounts | undefined;
  /** What verifies credentials, with the keys of issuers. */
  readonly verifiers: KeptVerifiers;
}

/** What stands at a method and a path: an operation, other methods, nothing, or what is passed through. */
export type Found = Match | { readonly kind: 'passthrough' };

/** Ends a request without an operation. */
export type Unmatched = (call: Call, mismatch: Mismatch) => void;

/** What an instance is joined from. */
export interface InstanceParts {
  readonly options: ResolvedOptions;
  readonly contracts: Pick<InspectedMount, 'operations' | 'library'>;
  readonly api: Api;
  /** `undefined` where no contract asks anything of callers. */
  readonly guards: Guards | undefined;
  readonly sender: Sender;
  /** `undefined` where the options ask for none. */
  readonly documentation: Documentation | undefined;
  readonly refuse: Refuse;
  /** Where a candidate is compared. */
  readonly shadow: ShadowTraffic | undefined;
  readonly files: readonly string[];
  readonly lasting: Lasting;
}

/** Joins what the start made. A request that comes in after `close()` is answered by the sender, with 503. */
export function createInstance(parts: InstanceParts): Instance {
  const { options, contracts, api, sender, documentation, refuse, shadow, files, lasting } = parts;
  const reception = new Reception(parts);
  const insights = instanceInsights(lasting.signals.shapes, contracts.operations, lasting.answers);
  return {
    options,
    files,
    inspected: {
      ...contracts,
      options,
      sinceMs: Date.now(),
      upstreams: () => lasting.ways.snapshots(),
      insights: insights.report,
    },
    lasting,
    refuse,
    handle: (call, unmatched) => {
      // Before the contracts: a route such as `/{name}` would take its path.
      if (documentation?.(call, pathAndQuery(call.req.url ?? '/')) === true) return;
      reception.forward(call, (url, mismatch) => {
        if (!sender.passThrough(call, url)) unmatched(call, mismatch);
      });
    },
    find: (method, url) => {
      const match = api.match(method, url);
      const isPassed = options.passthrough.some(({ prefix }) => belowPrefix(url, prefix) !== undefined);
      return match.kind !== 'operation' && isPassed ? { kind: 'passthrough' } : match;
    },
    upgrades: (req, url) => {
      const match = asksForWebSocket(req) ? api.match('GET', url) : undefined;
      return match?.kind === 'operation' && match.operation.operation.upgrade !== undefined;
    },
    rewrite: (call) => reception.rewrite(call, () => call.next()),
    deprecatedUse: () => lasting.deprecated.list(),
    answerViolations: () => lasting.answers.list(),
    insights,
    upstreams: () => lasting.ways.snapshots(),
    shadow: () => shadow?.summary,
    close: async () => {
      await Promise.all([sender.close(), lasting.tunnels.close(closeGraceMs)]);
      await lasting.limits?.store.close();
    },
  };
}
