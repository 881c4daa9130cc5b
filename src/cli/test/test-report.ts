import type { Position } from '../../contract/authored-document.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Locate } from '../../contract/finding-list.ts';
import type { OperationCoverage } from '../../example/cover/cover-examples.ts';
import type { ExampleRun } from '../../example/run-example.ts';
import type { MutationReport } from './mutation-report.ts';

/** What the examples of several contracts came to. */
export interface TestReport {
  readonly passed: number;
  readonly failed: number;
  readonly contracts: readonly ContractReport[];
  /** Of all contracts together, where it was asked for. */
  readonly mutation: MutationReport | undefined;
}

/** What the examples of one contract came to. */
export interface ContractReport {
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  readonly examples: readonly ExampleReport[];
  /** By operation, where it was asked for. */
  readonly coverage: readonly OperationCoverage[] | undefined;
}

/** What one example came to, and where it is written. */
export interface ExampleReport extends ExampleRun {
  /** Where the example stands; `undefined` where no text is known. */
  readonly position: Position | undefined;
}

/** What happened, before it is ordered by contracts. */
export interface TestRun {
  readonly runs: readonly ExampleRun[];
  readonly coverage: readonly OperationCoverage[] | undefined;
  readonly mutation: MutationReport | undefined;
  readonly locate: Locate;
}

/** Orders what happened by contracts, and counts it. */
export function reportOf(contracts: readonly Contract[], { runs, coverage, mutation, locate }: TestRun): TestReport {
  const reports = contracts.map(({ file }): ContractReport => {
    const examples = runs
      .filter(({ operation }) => operation.file === file)
      .map((run) => ({ ...run, position: locate(file, run.example.origin.pointer) }));
    const own = coverage?.filter(({ operation }) => operation.file === file);
    return { file, ...counts(examples), examples, coverage: own };
  });
  return { ...counts(runs), contracts: reports, mutation };
}

function counts(runs: readonly ExampleRun[]): { readonly passed: number; readonly failed: number } {
  const passed = runs.filter(({ differences }) => differences.length === 0).length;
  return { passed, failed: runs.length - passed };
}
