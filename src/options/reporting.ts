import type { Finding } from '../contract/finding.ts';
import type { Problem } from '../problem/problem.ts';
import type { Occurrence } from './resolved-options.ts';
import { placeOf } from './refuse-errors.ts';

/** The default `onWarning`: one process warning per finding, which Node prints unless the app listens. */
export function printWarning(finding: Finding): void {
  process.emitWarning(`${placeOf(finding)}: ${finding.message}. ${finding.cure}`, {
    type: 'ParamapWarning',
    code: finding.rule,
  });
}

/**
 * The default `onProblem`: says why a request got a 500, which is our defect, the contract's or the app's, and which
 * nobody would ever learn otherwise. Everything else is the caller's or the upstream's and is not printed.
 */
export function printCause(problem: Problem, { instance }: Occurrence): void {
  if (problem.code !== 'contract-broken') return;
  const operation = problem.operation === undefined ? '' : ` in operation ${problem.operation}`;
  console.error(`paramap: 500 ${problem.code}${operation} (${instance}):`, problem.cause ?? '');
}
