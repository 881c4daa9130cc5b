import './supported-node.ts';

// The public names, one by one. What is not here may change in any version.
export { CodecRefusal } from './codec/codec.ts';
export type { JsonArray, JsonObject, JsonValue } from './codec/json-value.ts';
export { ExactNumber } from './codec/exact-number.ts';
export { defineCodec, type UserCodec, type UserCodecDefinition } from './codec/user-codec.ts';
export { ContractError, type Finding, type Severity } from './contract/finding.ts';
export type { ContractSource } from './contract/load-contracts.ts';
export { createGateway } from './gateway/create-gateway.ts';
export type { GatewayCounts, MountShadow } from './gateway/counts.ts';
export type { CloseOptions, Closed, Gateway, GatewayAddresses } from './gateway/gateway.ts';
export type { GatewayHealth, NotReady, WorkerHealth } from './gateway/health.ts';
export type { ReloadHealth } from './signal/reload-health.ts';
export type { GatewayAddress } from './gateway/listen-on.ts';
export type { InspectorAddress, OwnInspector } from './middleware/own-inspector.ts';
export { type Handler, type Paramap, paramap } from './middleware/paramap.ts';
export { ProblemError } from './middleware/problem-error.ts';
export type { Reload } from './middleware/reload.ts';
export { keepRawBody } from './middleware/raw-body.ts';
export type { AnswerCount } from './signal/answer-count.ts';
export type { DeprecatedCount } from './middleware/deprecated-counts.ts';
export type { LiveShadow } from './middleware/shadow-traffic.ts';
export type { CandidateOptions, ShadowOptions } from './options/candidate-options.ts';
export type { CorsOptions } from './options/cors-options.ts';
export type { DocumentationOptions } from './options/documentation-options.ts';
export type { CallerRequest, RewrittenRequest } from './options/express-request.ts';
export type { DeprecatedOccurrence, DeprecationOptions } from './options/deprecation-options.ts';
export type { AdminOptions, GatewayOptions, ListenOptions } from './options/gateway-options.ts';
export type {
  CredentialOptions,
  GuardOptions,
  KeyOptions,
  RateLimitOptions,
  RedisOptions,
} from './options/guard-options.ts';
export type { MountOptions } from './options/mount-options.ts';
export type { InsightsOptions } from './options/insights-options.ts';
export type {
  Drift,
  FailureCount,
  Insight,
  InsightReport,
  ObservedOperation,
  Suggestion,
} from './signal/shape/insight.ts';
export type { InspectorOptions } from './options/inspector-options.ts';
export type { LimitOptions } from './options/limit-options.ts';
export type { AppLogger, LogOptions } from './options/log-options.ts';
export type { MetricsOptions, OpenTelemetryMeter, PrometheusRegistry } from './options/metrics-options.ts';
export type { SignalOptions } from './options/signal-options.ts';
export type { TracesOptions } from './options/traces-options.ts';
export type { AnswerOccurrence, AttemptOccurrence, ProblemOccurrence } from './options/occurrences.ts';
export type {
  ForwardHandler,
  ParamapOptions,
  PassthroughOptions,
  RequestIdOptions,
} from './options/paramap-options.ts';
export type { UnknownOptions } from './options/unknown-options.ts';
export type { DnsOptions, EjectionOptions, HealthOptions, PoolOptions, TargetOption } from './options/pool-options.ts';
export type {
  AdaptiveOptions,
  AttemptKindOption,
  AttemptOptions,
  BreakerOptions,
  QueueOptions,
  RetryOptions,
} from './options/attempt-options.ts';
export type { TimeoutOptions, TlsOptions, UpstreamOptions } from './options/upstream-options.ts';
export type { EndedAttempt as UpstreamAttempt } from './upstream/attempt/attempt-policy.ts';
export type { TargetChange as UpstreamStateChange } from './upstream/target/target-change.ts';
export type { TargetSnapshot, UpstreamSnapshot } from './upstream/target/target-snapshot.ts';
export { type AnswerViolation, AnswerViolationError } from './reply/answer-violation.ts';
export type { DeprecatedUse } from './pipeline/ageing/deprecated-use.ts';
export type { TypedValues } from './pipeline/request.ts';
export type { ProblemCode } from './problem/catalogue.ts';
export type { Problem } from './problem/problem.ts';
export type {
  ShadowDifference,
  ShadowOutcome,
  ShadowRefusal,
  ShadowReport,
} from './shadow/shadow-report.ts';
export type { ShadowExample, ShadowRow, ShadowSummary } from './shadow/shadow-tally.ts';
export type { Violation } from './problem/violation.ts';
export type { LogAttempt, LogEntry, LogStages, LogViolation } from './signal/log/log-entry.ts';
export type { MetricSnapshot, MetricsSnapshot, MetricsText } from './signal/metrics/metrics-text.ts';
