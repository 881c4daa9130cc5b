import type { Contract } from '../contract/contract.ts';
import { type Api, type ApiLimits, compileApi } from '../pipeline/pipeline.ts';
import { compileReplies, type Replies } from '../reply/replies.ts';
import { withoutSecrets } from './without-secrets.ts';

/** Operations that examples can be run on: both ways, and with a mask for each secret. */
export interface ExampleApi {
  readonly api: Api;
  readonly replies: Replies;
}

/** Nobody writes a longer answer into a contract. In bytes. */
const mostAnswerBytes = 8 * 1024 * 1024;

/** Compiles contracts that are free of errors for their examples. */
export function compileExampleApi(contracts: readonly Contract[], limits: ApiLimits): ExampleApi {
  const masked = contracts.map(withoutSecrets);
  const { violations } = limits;
  const replies = compileReplies({ mappedAnswerBytes: mostAnswerBytes, violations, reports: true });
  return { api: compileApi(masked, limits), replies };
}
