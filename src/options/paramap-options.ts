import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Finding } from '../contract/finding.ts';
import type { Problem } from '../problem/problem.ts';
import type { AnswerViolation } from '../reply/answer-violation.ts';
import type { UserCodec } from '../codec/user-codec.ts';
import type { ContractSource } from '../contract/load-contracts.ts';
import type { ShadowOptions } from './candidate-options.ts';
import type { DeprecationOptions } from './deprecation-options.ts';
import type { DocumentationOptions } from './documentation-options.ts';
import type { CallerRequest } from './express-request.ts';
import type { EndedAttempt as UpstreamAttempt } from '../upstream/attempt/attempt-policy.ts';
import type { TargetChange as UpstreamStateChange } from '../upstream/target/target-change.ts';
import type { GuardOptions } from './guard-options.ts';
import type { LimitOptions } from './limit-options.ts';
import type { AnswerOccurrence, AttemptOccurrence, ProblemOccurrence } from './occurrences.ts';
import type { SignalOptions } from './signal-options.ts';
import type { UnknownOptions } from './unknown-options.ts';
import type { UpgradeOptions } from './upgrade-options.ts';
import type { UpstreamOptions } from './upstream-options.ts';

/** An Express-style handler, such as what `createProxyMiddleware({...})` of http-proxy-middleware gives. */
export type ForwardHandler = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => unknown;

/** Everything that `paramap()` can be told. Durations are milliseconds, sizes are bytes; the unit is in the name. */
export interface ParamapOptions extends DeprecationOptions, GuardOptions, ShadowOptions, SignalOptions {
  /**
   * The contracts: paths or globs of files, or the contracts themselves as objects. A pattern that matches no file is a
   * finding, and so is whatever is wrong in a contract.
   */
  contracts: ContractSource | readonly ContractSource[];

  /**
   * The folder that relative paths start at, and below which `$ref`s of contracts may lead to other files.
   * @default the working directory; for a configuration file, the folder that it stands in
   */
  root?: string;

  /**
   * Our name towards others, in `Via` and `Proxy-Status`. Give every gateway of a chain its own: a request that comes
   * back with this name in its `Via` is refused as a loop. An HTTP token: letters, digits and `-._~!#$%&'*+^|` only.
   * @default 'paramap'
   */
  name?: string;

  /**
   * The backends, by the name that contracts use in `upstream.name`.
   * @default {} (which suffices with `forward`, or where only `rewrite` is used)
   */
  upstreams?: Readonly<Record<string, UpstreamOptions>>;

  /** How much of a request is read and judged before it is refused. Each has its own default. */
  limits?: LimitOptions;

  /**
   * What becomes of values that a contract does not declare, by location; contracts and operations may say otherwise.
   * Danger: `forward` in `query` or `body` sends misspelt and unvalidated values to the upstream.
   * @default { query: 'refuse', body: 'refuse', headers: 'forward', cookies: 'drop', response: 'forward' }
   */
  unknown?: UnknownOptions;

  /**
   * Whether the `examples` of the contracts are run at start: with `check`, one that does not hold is a warning with
   * what differs; `ignore` leaves them out. Nothing is sent; it costs the compilation of each operation with examples.
   * @default 'check', but 'ignore' where the environment variable NODE_ENV is 'production'
   */
  examples?: 'check' | 'ignore';

  /**
   * Whether requests of operations that are not proved are compared with `expects` first (docs/check.md); a mismatch is 500.
   * @default true, but false where the environment variable NODE_ENV is 'production'
   */
  checkOutgoing?: boolean;

  /**
   * Who answers a request that is refused: `answer` sends `application/problem+json`; `next` hands a `ProblemError` to
   * the app's error handler, which then must answer.
   * @default 'answer'
   */
  problems?: 'answer' | 'next';

  /**
   * The start of every problem's `type`; the code is appended: `https://api.example/problems/`.
   * @default 'urn:problem-type:paramap:'
   */
  problemTypeBase?: string;

  /**
   * Where callers find the OpenAPI document of the contracts, and a page to read it on: `{ "page": "/docs" }`. Danger: both
   * tell everybody who asks what the API takes and gives, operations that need a credential among them.
   * @default undefined (nowhere)
   */
  documentation?: DocumentationOptions;

  /**
   * How a request is named on its whole way: to the upstream, in every answer, in problems and in `onProblem`.
   * @default { header: 'X-Request-Id', trust: true }
   */
  requestId?: RequestIdOptions;

  /**
   * Prefixes of paths that are proxied as they are where no contract declares the route: streamed, without validation
   * or mapping, and without the contracts' secrets. Danger: whatever the upstream offers below the prefix is open.
   * @default {}
   */
  passthrough?: Readonly<Record<string, PassthroughOptions>>;

  /** Connections that switch to WebSocket, where an operation declares `"upgrade": "websocket"`. */
  upgrades?: UpgradeOptions;

  /**
   * Sends the outgoing request instead of paramap, mapped body included. Its failures and answers are its own;
   * `upstreams` are then not used for declared operations.
   * @default undefined (paramap forwards)
   */
  forward?: ForwardHandler;

  /**
   * What the app knows of a request, for mappings: `{ "from": "context:tenant" }`. The contract's `context` schema judges it.
   * When it throws or rejects the request is answered with 500 `contract-broken`; nothing is forwarded.
   * @default undefined (no context)
   */
  context?(req: CallerRequest): object | Promise<object>;

  /**
   * The app's own codecs, each under its own name, which contracts use; made with `defineCodec`.
   * @default {}
   */
  codecs?: Readonly<Record<string, UserCodec>>;

  /**
   * Told of every problem that paramap answers or hands on, with the `cause` that no caller ever sees; the place to log.
   * What it throws is printed as a process warning and changes nothing.
   * @default prints the causes of 500 `contract-broken` to standard error, and nothing else
   */
  onProblem?(problem: Problem, occurrence: ProblemOccurrence): void;

  /**
   * Told of every answer of an upstream that does not fit its contract and is passed on all the same, which is what
   * `"responseValidation": "report"` asks for; of a stream of events for each piece of it, as it comes. They are counted, too:
   * `api.answerViolations()`. What it throws is printed as a process warning and changes nothing.
   * @default a process warning for each place that does not fit, when it is seen for the first time
   */
  onAnswerViolation?(violations: readonly AnswerViolation[], occurrence: AnswerOccurrence): void;

  /**
   * Told of every attempt to get an answer from an upstream, when it has ended: which target, how, how long it took, and whether
   * another one was made in its place. For logs and metrics; what it throws is printed as a process warning and changes nothing.
   * @default undefined (nobody is told)
   */
  onAttempt?(attempt: UpstreamAttempt, occurrence: AttemptOccurrence): void;

  /**
   * Told of every change of what is known of a target: its breaker opens or closes, it is left out or comes back, probes find it
   * healthy or not. What it throws is printed as a process warning and changes nothing.
   * @default undefined (nobody is told; `api.upstreams()` says how things are)
   */
  onUpstreamState?(change: UpstreamStateChange): void;

  /**
   * Told of every finding of severity `warning` at start.
   * @default a process warning of the type `ParamapWarning` for each
   */
  onWarning?(finding: Finding): void;
}

/** Where the name of a request comes from, and which field carries it. */
export interface RequestIdOptions {
  /**
   * The field of requests and answers.
   * @default 'X-Request-Id'
   */
  header?: string;
  /**
   * Whether a caller's own name is taken, of 1 to 128 visible ASCII characters, or else the id of its trace (`traceparent`).
   * With `false` every request gets a new name. Danger: callers can give many requests the same name.
   * @default true
   */
  trust?: boolean;
}

/** Where a prefix of undeclared routes leads. */
export interface PassthroughOptions {
  /** The name of the upstream, as in `upstreams`. */
  upstream: string;
}
