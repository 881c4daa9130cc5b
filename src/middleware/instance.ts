import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { Guards } from '../guard/guards.ts';
import type { Api, Match } from '../pipeline/pipeline.ts';
import type { DeprecatedCount, DeprecatedCounts } from './deprecated-counts.ts';
import { createNotices } from './deprecation-notice.ts';
import type { Refuse } from './answer.ts';
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
import { pathAndQuery } from './target.ts';
import type { Ways } from './ways.ts';

/** Sends requests on, by whatever means the options chose. */
export interface Sender extends Delivery {
  /** Proxies an undeclared route as it is; `false` where no prefix covers it. */
  passThrough(call: Call, url: string): boolean;
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
  readonly answers: AnswerCounts;
  readonly deprecated: DeprecatedCounts;
  /** Where rates are counted; `undefined` where none are. */
  readonly limits: LimitCounts | undefined;
}

/** What the contracts have to say of a request without an operation: its path is unknown, or has other methods. */
export type Mismatch = Exclude<Match, { kind: 'operation' }>;

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

  const enter = (call: Call, request: MatchedRequest, parts: IntakeParts): void => {
    if (guards === undefined) {
      new Intake(call, request, parts).start();
      return;
    }
    const admit = (admitted: MatchedRequest): void => new Intake(call, admitted, parts).start();
    guardRequest(guards, call, request, { admit, refuse: (problem) => refuse(call, problem) });
  };

  const route = (call: Call, parts: IntakeParts, otherwise: Otherwise): void => {
    try {
      const url = pathAndQuery(call.req.url ?? '/');
      const match = api.match(call.req.method ?? '', url);
      if (match.kind === 'operation') enter(call, { found: match, url }, parts);
      else otherwise(url, match);
    } catch (cause) {
      refuse(call, contractBroken(cause));
    }
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
    rewrite: (call) => route(call, rewriting, () => call.next()),
    deprecatedUse: () => lasting.deprecated.list(),
    answerViolations: () => lasting.answers.list(),
    upstreams: () => lasting.ways.snapshots(),
    shadow: () => shadow?.summary,
    close: async () => {
      await sender.close();
      await lasting.limits?.store.close();
    },
  };
}

type Otherwise = (url: string, mismatch: Mismatch) => void;
