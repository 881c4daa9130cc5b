import type { Contract } from '../contract/contract.ts';
import type { Finding } from '../contract/finding.ts';
import { FindingList, type Locate } from '../contract/finding-list.ts';
import type { ApiLimits } from '../pipeline/compiled-operation.ts';
import { type Difference, differenceText } from './difference.ts';
import { compileExampleApi, type GuardExample } from './example-api.ts';
import { type ExampleRun, runExamples } from './run-example.ts';

/** A finding is read in a log; `paramap test` shows everything. */
const mostTold = 3;

/** What examples at start are run with. */
export interface ExampleSurroundings {
  readonly limits: ApiLimits;
  readonly locate: Locate;
  readonly guard: GuardExample;
}

/**
 * Runs the examples of contracts that are free of errors.
 *
 * Out: a warning for each example that does not hold, with what differs. Never an error: what is wrong may be the
 * example, and the contract's own findings say whether it can be served.
 */
export function judgeExamples(contracts: readonly Contract[], around: ExampleSurroundings): Finding[] {
  if (!contracts.some(({ operations }) => operations.some(({ examples }) => examples.length > 0))) return [];
  const { limits, locate, guard } = around;
  const findings = new FindingList(locate);
  for (const { operation, example, differences } of runExamples(compileExampleApi(contracts, limits, guard))) {
    if (differences.length === 0) continue;
    const { file, pointer } = example.origin;
    findings.add(file, pointer, {
      rule: 'example',
      severity: 'warning',
      message: `an example of \`${operation.name}\` does not hold: ${tell(differences)}`,
      cure: 'correct the example, or what it is an example of; `paramap test` shows every difference',
    });
  }
  return findings.all;
}

function tell(differences: ExampleRun['differences']): string {
  const told = differences.slice(0, mostTold).map(sentenceOf);
  const rest = differences.length - told.length;
  return told.join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

const sentenceOf = ({ place, expected, got }: Difference): string =>
  `\`${place}\` should be ${differenceText(expected)}, is ${differenceText(got)}`;
