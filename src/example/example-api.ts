import type { Contract, Operation } from '../contract/contract.ts';
import { type Api, type ApiLimits, compileApi } from '../pipeline/pipeline.ts';
import type { Incoming } from '../pipeline/request.ts';
import type { Problem } from '../problem/problem.ts';
import { compileReplies, type Replies } from '../reply/replies.ts';
import { withoutSecrets } from './without-secrets.ts';

/** Operations that examples can be run on: both ways, and with a mask for each secret. */
export interface ExampleApi {
  readonly api: Api;
  readonly replies: Replies;
  /** What would be asked of callers; without it examples of that are not run. */
  readonly guard: GuardExample | undefined;
}

/** The request of an example, as the guard gets it. */
export interface AskingExample extends Pick<Incoming, 'url' | 'rawHeaders' | 'credential'> {
  readonly pathValues: readonly string[];
  /** The problem that the example says. */
  readonly code: string;
}

/**
 * Judges a request as the guard of its operation would, where every credential of the right form is good, and known by the claims
 * of the example; limits are spent where the example says `rate-limited`. `undefined`: it may go on.
 */
export type GuardExample = (operation: Operation, request: AskingExample) => Problem | undefined;

/** Nobody writes a longer answer into a contract. In bytes. */
const mostAnswerBytes = 8 * 1024 * 1024;

/** Compiles contracts that are free of errors for their examples. */
export function compileExampleApi(contracts: readonly Contract[], limits: ApiLimits, guard?: GuardExample): ExampleApi {
  const masked = contracts.map(withoutSecrets);
  const { violations } = limits;
  const replies = compileReplies({ mappedAnswerBytes: mostAnswerBytes, violations, reports: true });
  return { api: compileApi(masked, limits), replies, guard };
}
