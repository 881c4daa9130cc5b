import type { Operation } from '../../contract/contract.ts';
import type { Api } from '../../pipeline/pipeline.ts';
import { contentOf } from '../example-request.ts';
import type { ExampleRun } from '../run-example.ts';
import { AnswerCoverage } from './answer-coverage.ts';
import type { CoverageItem } from './coverage-item.ts';
import { MappingCoverage } from './mapping-coverage.ts';
import { RefusalCoverage } from './refusal-coverage.ts';

/** What the examples of one operation show of it. */
export interface OperationCoverage {
  readonly operation: Operation;
  /** The values and the rules of the mapping. */
  readonly mapping: readonly CoverageItem[];
  /** The keywords that can refuse a request. */
  readonly refusals: readonly CoverageItem[];
  /** The declared answers, with the values and rules of their mapping. */
  readonly answers: readonly CoverageItem[];
}

/** Says of each operation what its examples reach; those that do not hold show nothing. */
export function coverExamples({ operations }: Api, runs: readonly ExampleRun[]): OperationCoverage[] {
  return operations.map(({ operation }) => {
    const mapping = new MappingCoverage(operation);
    const refusals = new RefusalCoverage(operation);
    const answers = new AnswerCoverage(operation);
    for (const run of runs) {
      if (run.operation !== operation || run.differences.length > 0) continue;
      if (run.reply !== undefined) answers.reach(run.reply);
      const { values, placed, problem, uses = [] } = run.seen;
      for (const violation of problem?.errors ?? []) refusals.reach(violation);
      if (problem !== undefined || values === undefined || placed === undefined) continue;
      mapping.reach({ values, placed, content: contentOf(run.example, operation.body), uses });
    }
    return { operation, mapping: mapping.items, refusals: refusals.items, answers: answers.items };
  });
}
