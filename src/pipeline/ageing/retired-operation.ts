import type { Operation } from '../../contract/contract.ts';
import { isRetired } from '../../contract/deprecation.ts';
import { createProblem, type Problem } from '../../problem/problem.ts';
import { quote } from '../../problem/quote.ts';
import type { Clock } from './deprecated-use.ts';

/** Compiles the question whether an operation has ended; the answer is the problem 410 `operation-retired`. */
export function compileRetired({ name, deprecation }: Operation, now: Clock): () => Problem | undefined {
  if (deprecation?.sunset === undefined) return () => undefined;
  const { sunset, instead } = deprecation;
  const cure = instead === undefined ? '' : `; use ${quote(instead)} instead`;
  const detail = `${quote(name)} is no longer served: its last day was ${sunset}${cure}`;
  return () =>
    isRetired(deprecation, now) ? createProblem('operation-retired', { detail, operation: name }) : undefined;
}
