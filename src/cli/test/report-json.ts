import type { CoverageItem } from '../../example/cover/coverage-item.ts';
import type { OperationCoverage } from '../../example/cover/cover-examples.ts';
import { coverageCounts } from './coverage-counts.ts';
import { mutationJson } from './mutation-report.ts';
import type { ContractReport, ExampleReport, TestReport } from './test-report.ts';

/** A report as plain JSON. A difference has no `expected`, or no `got`, where nothing is to be, or is, there. */
export function reportJson({ passed, failed, contracts, mutation }: TestReport): object {
  const told = mutation === undefined ? {} : { mutation: mutationJson(mutation) };
  return { passed, failed, contracts: contracts.map(contractJson), ...told };
}

function contractJson({ file, passed, failed, examples, coverage }: ContractReport): object {
  return {
    file,
    passed,
    failed,
    examples: examples.map(exampleJson),
    ...(coverage !== undefined && { coverage: coverageJson(coverage) }),
  };
}

function exampleJson({ operation, example, differences, position }: ExampleReport): object {
  const { pointer } = example.origin;
  const { method, url } = example.request;
  const summary = example.summary === undefined ? {} : { summary: example.summary };
  return { operation: operation.name, pointer, ...position, ...summary, request: `${method} ${url}`, differences };
}

function coverageJson(coverage: readonly OperationCoverage[]): object {
  return {
    ...coverageCounts(coverage),
    operations: coverage.map(({ operation, mapping, refusals, answers }) => ({
      operation: operation.name,
      unreached: mapping.filter(isMissed).map(({ place, rule }) => ({ place, rule })),
      ungot: answers.filter(isMissed).map(({ place, rule }) => ({ place, rule })),
      unshown: refusals.filter(isMissed).map(({ place, rule }) => ({ place, code: rule })),
    })),
  };
}

const isMissed = ({ reached }: CoverageItem): boolean => !reached;
