import type { Counterexample } from './counterexample.ts';
import type { FilePlace, Question } from './question.ts';

/** A place of the outgoing request, on both sides. */
interface Compared extends Pick<Question, 'in' | 'name'> {
  readonly keyword: string;
  readonly because: string;
  readonly contract: FilePlace | undefined;
  readonly backend: FilePlace;
}

/** Why a backend would refuse a request that the contract accepts, with such a request. */
export interface Refutation extends Compared {
  /** What would mend it. */
  readonly cure: string;
  readonly counterexample: Counterexample;
}

/** What no rule decides. */
export type ObstacleReport = Compared;

/** Whether a backend takes whatever an operation sends. */
export type OperationVerdict =
  /** Shown by rules that are sound. */
  | { readonly kind: 'proved' }
  /** Shown by a request that went through the real pipeline. */
  | { readonly kind: 'refuted'; readonly refutations: readonly Refutation[] }
  /** So many requests were made and sent, and all of them were taken. */
  | { readonly kind: 'tested'; readonly requests: number; readonly obstacles: readonly ObstacleReport[] };
