import type { ContractSource } from '../contract/load-contracts.ts';
import type { ShadowReport } from '../shadow/shadow-report.ts';
import type { CallerRequest } from './express-request.ts';
import type { UnknownOptions } from './unknown-options.ts';

/** The options that compare contracts to come with those that serve. */
export interface ShadowOptions {
  /**
   * Contracts that are tried on live traffic beside the current ones: for a share of the requests the outgoing request of both
   * is made and compared. The candidate's is never sent, and runs after the other is on its way.
   * @default undefined (nothing is compared)
   */
  candidate?: CandidateOptions;

  /**
   * Told of each compared request that the candidate treats otherwise. What it throws is printed as a process warning and
   * changes nothing.
   * @default undefined (differences are only added up: `api.shadow()`)
   */
  onShadow?(report: ShadowReport, occurrence: { readonly req: CallerRequest }): void;
}

/** Contracts to come, and how much may be spent on them. */
export interface CandidateOptions {
  /** As the option `contracts`. */
  contracts: ContractSource | readonly ContractSource[];
  /**
   * As the option `unknown`.
   * @default the policies of the current contracts
   */
  unknown?: UnknownOptions;
  /**
   * The share of requests that are compared, from 0 to 1, chosen at random.
   * @default 0.1
   */
  sample?: number;
  /**
   * How many requests may wait to be compared; while so many wait, others are passed over.
   * @default 16
   */
  maxWaiting?: number;
  /**
   * Requests with a larger body are passed over: it is held until they were compared.
   * @default 65536
   */
  bodyBytes?: number;
}
