import type { Violation } from '../../src/index.ts';

/** A problem as a caller reads it. */
export interface ProblemBody {
  readonly type: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly operation?: string;
  readonly errors: readonly Violation[];
}

/** Reads the problem of an answer. */
export async function problemOf(answer: Response): Promise<ProblemBody> {
  return (await answer.json()) as ProblemBody;
}
