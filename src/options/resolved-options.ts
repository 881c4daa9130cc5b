import type { IncomingMessage } from 'node:http';
import type { RequestIdSettings } from '../http/request-id.ts';
import type { UserCodec } from '../codec/user-codec.ts';
import type { UnknownPolicies } from '../contract/contract.ts';
import type { Finding } from '../contract/finding.ts';
import type { ContractSource } from '../contract/load-contracts.ts';
import type { CredentialSettings } from '../guard/credential/credential-settings.ts';
import type { Clock, DeprecatedUse } from '../pipeline/ageing/deprecated-use.ts';
import type { Problem } from '../problem/problem.ts';
import type { AnswerViolation } from '../reply/answer-violation.ts';
import type { CorsOptions } from './cors-options.ts';
import type { AdminOptions, ListenOptions } from './gateway-options.ts';
import type { LimitOptions } from './limit-options.ts';
import type { ForwardHandler } from './paramap-options.ts';
import type { ShadowReport } from '../shadow/shadow-report.ts';
import type { InsightsOptions } from './insights-options.ts';
import type { ResolvedInspector } from './resolve-inspector.ts';
import type { ResolvedCandidate } from './resolve-candidate.ts';
import type { ResolvedRateLimits } from './resolve-rate-limits.ts';
import type { ResolvedSignals } from './resolve-signals.ts';
import type { EndedAttempt } from '../upstream/attempt/attempt-policy.ts';
import type { TargetChange } from '../upstream/target/target-change.ts';
import type { AttemptOptions } from '../upstream/attempt/attempt-options.ts';
import type { PoolOptions } from '../upstream/target/target-options.ts';
import type { UpstreamProtocol } from '../upstream/connection.ts';
import type { TlsSettings } from '../upstream/tls/tls-settings.ts';
import type { UpgradeOptions } from './upgrade-options.ts';
import type { TimeoutOptions } from './upstream-options.ts';

/** A `ProblemOccurrence` before Express's types come into it: what is on a request, its app alone knows. */
export interface Occurrence {
  readonly instance: string;
  readonly requestId: string;
  readonly req?: IncomingMessage;
}

/** An `AnswerOccurrence` before Express's types come into it. */
export interface AnsweredOccurrence {
  readonly operation: string;
  readonly status: number;
  readonly req: IncomingMessage;
}

/** An `AttemptOccurrence` before Express's types come into it. */
export interface AttemptedOccurrence {
  readonly operation?: string;
  readonly requestId: string;
  readonly req: IncomingMessage;
}

/** A `DeprecatedOccurrence` before Express's types come into it. */
export interface DeprecatedUsage {
  readonly operation: string;
  readonly key: string | undefined;
  readonly req: IncomingMessage;
}

/** The options with every default filled in, checked and frozen. What may be missing is `undefined`, never absent. */
export interface ResolvedOptions extends ResolvedSignals {
  readonly contracts: readonly ContractSource[];
  /** Absolute. */
  readonly root: string;
  readonly name: string;
  readonly upstreams: readonly ResolvedUpstream[];
  readonly limits: Readonly<Required<LimitOptions>>;
  readonly unknown: UnknownPolicies;
  readonly examples: 'check' | 'ignore';
  readonly checkOutgoing: boolean;
  readonly problems: 'answer' | 'next';
  readonly problemTypeBase: string;
  readonly requestId: RequestIdSettings;
  readonly upgrades: Readonly<Required<UpgradeOptions>>;
  /** The longest prefix first. */
  readonly passthrough: readonly ResolvedPassthrough[];
  /** Who sends: our own upstreams, the app's `forward`, or nobody, because only `rewrite` is used (`upstreams: {}`). */
  readonly sender: 'upstreams' | 'forward' | 'none';
  readonly forward: ForwardHandler | undefined;
  readonly context: ((req: IncomingMessage) => object | Promise<object>) | undefined;
  readonly codecs: Readonly<Record<string, UserCodec>>;
  readonly onProblem: (problem: Problem, occurrence: Occurrence) => void;
  /** `undefined`: what does not fit is counted, and a process warning when it is seen for the first time. */
  readonly onAnswerViolation:
    | ((violations: readonly AnswerViolation[], occurrence: AnsweredOccurrence) => void)
    | undefined;
  readonly onAttempt: ((attempt: EndedAttempt, occurrence: AttemptedOccurrence) => void) | undefined;
  readonly onUpstreamState: ((change: TargetChange) => void) | undefined;
  readonly onDeprecated: ((use: DeprecatedUse, occurrence: DeprecatedUsage) => void) | undefined;
  readonly callerKey: ((req: IncomingMessage) => string | undefined) | undefined;
  readonly now: Clock;
  readonly candidate: ResolvedCandidate | undefined;
  /** By the name of the scheme. */
  readonly credentials: ReadonlyMap<string, CredentialSettings>;
  readonly rateLimits: ResolvedRateLimits;
  readonly onShadow: ((report: ShadowReport, occurrence: { readonly req: IncomingMessage }) => void) | undefined;
  readonly onWarning: (finding: Finding) => void;
  readonly trustProxy: readonly string[];
  readonly cors: Readonly<Required<CorsOptions>> | undefined;
  readonly documentation: ResolvedDocumentation | undefined;
  /** `undefined` where there is none. */
  readonly inspector: ResolvedInspector | undefined;
  /** `undefined` where nothing is counted. */
  readonly insights: Readonly<Required<InsightsOptions>> | undefined;
  readonly listen: ResolvedListen;
  readonly admin: Readonly<Required<AdminOptions>> | undefined;
}

/** Where the API tells callers about itself. */
export interface ResolvedDocumentation {
  readonly path: string;
  readonly page: string | undefined;
  readonly title: string | undefined;
  readonly version: string | undefined;
  readonly servers: readonly string[];
}

/** The address of a server of our own, and its times. */
export interface ResolvedListen extends Readonly<Required<Omit<ListenOptions, 'workers'>>> {
  /** At least 1; `auto` is resolved. */
  readonly workers: number;
}

/** One backend, checked. */
export interface ResolvedUpstream extends PoolOptions, AttemptOptions {
  readonly name: string;
  readonly timeouts: Readonly<Required<TimeoutOptions>>;
  /** `undefined`: what Node trusts. */
  /** `http2` is agreed on in the TLS handshake, or HTTP/1.1 spoken all the same. */
  readonly protocol: UpstreamProtocol;
  readonly tls: TlsSettings | undefined;
  /** Absolute paths of the files that `tls` was read from. */
  readonly tlsFiles: readonly string[];
}

/** A prefix of undeclared routes, checked. */
export interface ResolvedPassthrough {
  /** Begins with `/` and does not end with it: `/legacy`; the empty text is every path. */
  readonly prefix: string;
  readonly upstream: string;
}
