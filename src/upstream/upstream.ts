import { readProxyFields } from '../http/proxy-fields.ts';
import { type AttemptOptions, plainAttempts } from './attempt/attempt-options.ts';
import type { AttemptPolicy } from './attempt/attempt-policy.ts';
import { policyByOperation } from './attempt/operation-policy.ts';
import { RetryBudget } from './attempt/retry-budget.ts';
import type { Admission } from './attempt/admission.ts';
import { loadOutcome, openAdmission } from './attempt/open-admission.ts';
import type { ForwardCall } from './forward-call.ts';
import { Forwarding } from './forwarding.ts';
import { closeGraceMs } from './limits.ts';
import { loopProblem } from './loop.ts';
import { limitsByOperation } from './operation-limits.ts';
import type { Shared } from './plan-exchange.ts';
import { type ConnectOptions, type OpenTargets, openTargets } from './target/open-targets.ts';
import type { PoolOptions } from './target/target-options.ts';
import type { UpstreamSnapshot } from './target/target-snapshot.ts';
import type { UpstreamTimeouts } from './timeouts.ts';
import { realTools, type UpstreamTools } from './upstream-tools.ts';

/**
 * Where an upstream is, and how much of its time and of its answers is taken. Where nothing is said of attempts, nothing is
 * repeated but what was lost on a kept connection, and nothing is bounded.
 */
export interface UpstreamOptions extends PoolOptions, Omit<ConnectOptions, 'connectMs'>, Partial<AttemptOptions> {
  /** `connectMs` bounds every operation: one of them can shorten it, not lengthen it. */
  readonly timeouts: UpstreamTimeouts;
  /** Our name in `Via` and `Proxy-Status`. */
  readonly pseudonym: string;
}

/** What holds for all requests to one upstream, declared or passed through. */
export interface UpstreamBounds {
  /** `undefined` where nothing bounds the requests under way. */
  readonly admission: Admission | undefined;
  readonly policy: AttemptPolicy;
}

/** The way of declared operations to one upstream. */
export interface Upstream {
  readonly name: string;
  /** Shared with whatever else sends requests there. */
  readonly targets: OpenTargets;
  /** What bounds its requests and judges its attempts, whoever sends them. */
  readonly bounds: UpstreamBounds;
  /**
   * Sends the outgoing request and passes the answer on: by its declared way back, else streamed, untouched but for
   * hop-by-hop fields.
   *
   * Fails: calls `onProblem` with `upstream-unreachable`, `-reset`, `-invalid-response`, `-timeout`, `-unavailable`,
   * `upstream-contract-violation`, `loop-detected`, or `contract-broken` where the outgoing request itself is not writable. Once the head of the
   * answer went out a failure breaks the caller's connection. When the caller leaves, the upstream's request is ended.
   */
  forward(call: ForwardCall): void;
  /** What is known of its targets now. */
  snapshot(): UpstreamSnapshot;
  /** It gets no more requests but those that were accepted already: nothing watches over its targets any more. */
  retire(): void;
  /**
   * Takes no more requests, lets those under way end for at most so long (milliseconds), then breaks them.
   * @default 10000
   */
  close(graceMs?: number): Promise<void>;
}

/** Opens the way to one upstream. Connections are made at the first request; probes begin at once. */
export function createUpstream(name: string, options: UpstreamOptions, tools: UpstreamTools = realTools): Upstream {
  const targets = openTargets(name, { ...options, connectMs: options.timeouts.connectMs }, tools);
  const attempts: AttemptOptions = { ...plainAttempts, ...options };
  const admission = openAdmission(attempts);
  const policy = sharedPolicy(name, attempts, { tools, admission });
  const shared: Shared = {
    targets: targets.set,
    origins: targets.origins,
    policyOf: policyByOperation(policy),
    leave: admission && (() => admission.leave()),
    limitsOf: limitsByOperation(options.timeouts),
    pseudonym: options.pseudonym,
  };
  let closed: Promise<void> | undefined;
  return {
    name,
    targets,
    bounds: { admission, policy },
    snapshot: () => targets.snapshot(),
    retire: () => targets.retire(),
    forward(call) {
      // A caller that left while its body was read or its context was asked for will not come to a `close` any more.
      if (call.response.destroyed || call.response.writableEnded) return void call.content?.release();
      const received = readProxyFields(call.request);
      const forwarding = new Forwarding(call, received, shared);
      const problem = loopProblem(received, options.pseudonym);
      if (problem !== undefined) forwarding.refuse(problem);
      else forwarding.enter(admission);
    },
    async close(graceMs = closeGraceMs) {
      const breaking = setTimeout(() => targets.destroy(), graceMs);
      closed ??= targets.close();
      await closed;
      clearTimeout(breaking);
    },
  };
}

function sharedPolicy(
  upstream: string,
  { retry, failures, adaptive }: AttemptOptions,
  { tools, admission }: { readonly tools: UpstreamTools; readonly admission: Admission | undefined },
): AttemptPolicy {
  const slowMs = adaptive?.slowMs ?? 0;
  return {
    upstream,
    retry,
    budget: new RetryBudget(retry.budget, performance.now()),
    failures: new Set(failures),
    random: tools.random,
    wallClock: Date.now,
    judgeLoad: adaptive && ((kind, ms) => admission?.judge(loadOutcome(kind, ms, slowMs))),
  };
}
