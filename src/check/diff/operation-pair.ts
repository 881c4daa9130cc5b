import type { Operation } from '../../contract/contract.ts';
import type { Memory } from '../contain/memory.ts';
import type { PublicView } from './public-view.ts';
import type { Trials } from './witness-request.ts';

/** An operation of both contracts, with what is needed to compare the two. */
export interface OperationPair {
  readonly before: Operation;
  readonly after: Operation;
  readonly views: { readonly before: PublicView; readonly after: PublicView };
  readonly trials: Trials;
  readonly memory: Memory;
}
