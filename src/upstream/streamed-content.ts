import type { Readable } from 'node:stream';
import type { Problem } from '../problem/problem.ts';

/** The content of an outgoing request that is sent as it comes. It can be sent once. */
export interface StreamedContent {
  /** In bytes; `undefined` where it shows only at the end, so that the content is sent in chunks. */
  readonly length: number | undefined;
  /**
   * Ends with an error where the content turns out to be unfit, so that the upstream never sees it complete; a
   * `ContentFault` says what the caller is told.
   */
  readonly stream: Readable;
  /**
   * Nobody reads it any more: what is left of the caller's request is thrown away. Called however it ended, at least once;
   * harmless the second time.
   */
  release(): void;
}

/** The content of a request, found unfit while it was already under way. */
export class ContentFault extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail, { cause: problem.cause });
    this.name = 'ContentFault';
    this.problem = problem;
  }
}
