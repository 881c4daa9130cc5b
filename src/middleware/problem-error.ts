import type { ProblemCode } from '../problem/catalogue.ts';
import type { Problem } from '../problem/problem.ts';

/**
 * A problem as the app's error handler gets it, where `problems` is `next`. Match on `code`, not on the class.
 *
 * Error handlers that know nothing of paramap answer with `status`, as Express's own does.
 */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly statusCode: number;
  /** Fields that the answer should carry, such as `Allow`; Express's own handler sends them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly problem: Problem;
  /** `urn:uuid:...`, the same that `onProblem` was told. */
  readonly instance: string;

  constructor(problem: Problem, instance: string) {
    super(problem.detail, problem.cause === undefined ? undefined : { cause: problem.cause });
    this.name = 'ProblemError';
    this.code = problem.code;
    this.status = problem.status;
    this.statusCode = problem.status;
    this.headers = problem.headers ?? {};
    this.problem = problem;
    this.instance = instance;
  }
}
