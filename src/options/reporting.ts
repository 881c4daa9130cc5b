import type { Finding } from '../contract/finding.ts';
import { positionOf } from '../contract/format-findings.ts';
import { printable } from '../problem/printable.ts';
import type { Problem } from '../problem/problem.ts';
import type { Occurrence } from './resolved-options.ts';

/** The default `onWarning`: one process warning per finding, which Node prints unless the app listens. */
export function printWarning(finding: Finding): void {
  const { pointer, message, cure, rule } = finding;
  const place = pointer === '' ? positionOf(finding) : `${positionOf(finding)} ${pointer}`;
  process.emitWarning(printable(`${place}: ${message}. ${cure}`), { type: 'ParamapWarning', code: rule });
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
