import type { ContractSource } from '../contract/load-contracts.ts';
import type { CandidateOptions } from './candidate-options.ts';
import type { PassthroughOptions } from './paramap-options.ts';
import type { UnknownOptions } from './unknown-options.ts';

/** What is served below one prefix of a gateway's paths; all other options hold for every mount. */
export interface MountOptions {
  /** As the option `contracts`; their routes begin below the prefix. */
  contracts: ContractSource | readonly ContractSource[];
  /** As the option `unknown`, in its place. */
  unknown?: UnknownOptions;
  /** As the option `passthrough`; its prefixes begin below the mount's. */
  passthrough?: Readonly<Record<string, PassthroughOptions>>;
  /** As the option `candidate`. */
  candidate?: CandidateOptions;
}
