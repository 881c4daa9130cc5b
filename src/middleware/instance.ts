import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { IncomingMessage } from 'node:http';
import type { KeptVerifiers } from '../guard/credential/kept-verifiers.ts';
import type { Guards } from '../guard/guards.ts';
import type { Api, Match } from '../pipeline/pipeline.ts';
import type { DeprecatedCount, DeprecatedCounts } from './deprecated-counts.ts';
import { createNotices } from './deprecation-notice.ts';
import { createRefuse, type Refuse } from './answer.ts';
import type { AnswerCount, AnswerCounts } from './answer-counts.ts';
import type { Call } from './call.ts';
import { contractBroken } from './edge-problem.ts';
import type { Delivery } from './delivery.ts';
import { guardRequest, type LimitCounts } from './guarding.ts';
import { Intake, type IntakeParts, type MatchedRequest } from './intake.ts';
import { parsedBodyWarning } from './parsed-body-warning.ts';
import { rewriteDelivery } from './rewrite.ts';
import type { LiveShadow, ShadowTraffic } from './shadow-traffic.ts';
import type { UpstreamSnapshot } from '../upstream/target/target-snapshot.ts';
import { judgeUpgrade } from './judge-upgrade.ts';
import { hasContent } from './take-body.ts';
import { belowPrefix, pathAndQuery } from './target.ts';
import { upgradeDelivery, withoutHandshake } from './upgrading.ts';
import type { Ways } from './ways.ts';
import { asksForWebSocket } from '../http/websocket.ts';
import { createProblem } from '../problem/problem.ts';
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
  readonly answers: AnswerCounts;
  readonly deprecated: DeprecatedCounts;
  /** Where rates are counted; `undefined` where none are. */
  readonly limits: LimitCounts | undefined;
  /** What verifies credentials, with the keys of issuers. */
  readonly verifiers: KeptVerifiers;
}

/** What the contracts have to say of a request without an operation: its path is unknown, or has other methods. */
export type Mismatch = Exclude<Match, { kind: 'operation' }>;

/** What stands at a method and a path: an operation, other methods, nothing, or what is passed through. */
export type Found = Match | { readonly kind: 'passthrough' };

/** Ends a request without an operation. */
export type Unmatched = (call: Call, mismatch: Mismatch) => void;

/** What an instance is joined from. */
export interface InstanceParts {
  readonly options: ResolvedOptions;
  readonly api: Api;
  /** `undefined` where no contract asks anything of callers. */
  readonly guards: Guards | undefined;
  readonly sender: Sender;
  readonly refuse: Refuse;
  /** Where a candidate is compared. */
  readonly shadow: ShadowTraffic | undefined;
  readonly files: readonly string[];
  readonly lasting: Lasting;
}

/** Joins what the start made. A request that comes in after `close()` is answered by the sender, with 503. */
export function createInstance(parts: InstanceParts): Instance {
  const { options, api, guards, sender, refuse, shadow, files, lasting } = parts;
  const notices = createNotices(options, lasting.deprecated);
  const shared = { options, refuse, notices, shadow, warnOfParsedBody: parsedBodyWarning(options.onWarning) };
  const forwarding: IntakeParts = { ...shared, delivery: sender };
  const rewriting: IntakeParts = { ...shared, delivery: rewriteDelivery };
  // There is no handler of the app's behind an upgrade.
  const refuseUpgrade = options.problems === 'next' ? createRefuse({ ...options, problems: 'answer' }) : refuse;
  const upgradeParts = { options, sender, refuse: refuseUpgrade, tunnels: lasting.tunnels };
  const upgrading: IntakeParts = {
    ...shared,
    refuse: refuseUpgrade,
    shadow: undefined,
    delivery: upgradeDelivery(upgradeParts),
  };

  const enter = (call: Call, request: MatchedRequest, parts: IntakeParts): void => {
    const admit = (admitted: MatchedRequest): void =>
      new Intake(call, parts === upgrading ? withoutHandshake(admitted, call) : admitted, parts).start();
    if (guards === undefined) admit(request);
    else guardRequest(guards, call, request, { admit, refuse: (problem) => parts.refuse(call, problem) });
  };

  const route = (call: Call, parts: IntakeParts, otherwise: Otherwise): void => {
    try {
      const url = pathAndQuery(call.req.url ?? '/');
      const match = api.match(call.req.method ?? '', url);
      if (match.kind !== 'operation') otherwise(url, match);
      else if (call.upgrade === undefined) enter(call, { found: match, url }, parts);
      else upgrade(call, { found: match, url }, parts);
    } catch (cause) {
      (call.upgrade === undefined ? refuse : refuseUpgrade)(call, contractBroken(cause));
    }
  };

  /** What came with its connection: an upgrade, or a request that names another protocol than its route offers. */
  const upgrade = (call: Call, request: MatchedRequest, parts: IntakeParts): void => {
    const { name, upgrade: offered } = request.found.operation.operation;
    const isUpgrade = offered === 'websocket' && asksForWebSocket(call.req);
    const plainFault = hasContent(call.req) ? upgradeWithContent : undefined;
    const problem = isUpgrade ? judgeUpgrade(call.req, options.upgrades.origins) : plainFault;
    if (problem !== undefined) refuseUpgrade(call, { operation: name, ...problem });
    else enter(call, request, isUpgrade ? upgrading : parts);
  };

  return {
    options,
    files,
    lasting,
    refuse,
    handle: (call, unmatched) =>
      route(call, forwarding, (url, mismatch) => {
        if (!sender.passThrough(call, url)) unmatched(call, mismatch);
      }),
    find: (method, url) => {
      const match = api.match(method, url);
      const isPassed = options.passthrough.some(({ prefix }) => belowPrefix(url, prefix) !== undefined);
      return match.kind !== 'operation' && isPassed ? { kind: 'passthrough' } : match;
    },
    upgrades: (req, url) => {
      const match = asksForWebSocket(req) ? api.match('GET', url) : undefined;
      return match?.kind === 'operation' && match.operation.operation.upgrade !== undefined;
    },
    rewrite: (call) => route(call, rewriting, () => call.next()),
    deprecatedUse: () => lasting.deprecated.list(),
    answerViolations: () => lasting.answers.list(),
    upstreams: () => lasting.ways.snapshots(),
    shadow: () => shadow?.summary,
    close: async () => {
      await Promise.all([sender.close(), lasting.tunnels.close(closeGraceMs)]);
      await lasting.limits?.store.close();
    },
  };
}

const upgradeWithContent = createProblem('malformed-request', {
  detail: 'A request with content cannot ask for another protocol here',
});

type Otherwise = (url: string, mismatch: Mismatch) => void;
