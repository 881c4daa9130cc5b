import { differenceOf, type Exception, refusalOf } from './exceptions.ts';
import { runGroup } from './run-group.ts';
import type { SuiteGroup } from './suite-files.ts';

/** What came of a suite. */
export interface SuiteResult {
  readonly groups: number;
  readonly tests: number;
  /** Tests whose verdict is the suite's. */
  readonly agreed: number;
  /** By exception, the tests that it covers. */
  readonly covered: ReadonlyMap<Exception, number>;
  /** Differences that no exception explains, in words. */
  readonly unexplained: readonly string[];
}

/** Runs all groups, and holds each difference against the exceptions. */
export function judgeSuite(groups: readonly SuiteGroup[]): SuiteResult {
  const covered = new Map<Exception, number>();
  const unexplained: string[] = [];
  let agreed = 0;
  const note = (exception: Exception | undefined, tests: number, text: string): void => {
    if (exception === undefined) unexplained.push(text);
    else covered.set(exception, (covered.get(exception) ?? 0) + tests);
  };
  for (const group of groups) {
    const name = `${group.file}: ${group.description}`;
    const verdict = runGroup(group);
    if (verdict.kind === 'refused') {
      const findings = verdict.findings.join('; ');
      note(refusalOf(group, verdict.findings), group.tests.length, `${name}: does not start: ${findings}`);
      continue;
    }
    for (const [index, { description, valid }] of group.tests.entries()) {
      if (verdict.valid[index] === valid) agreed++;
      else note(differenceOf(group, description), 1, `${name}: ${description}: the suite says ${valid}`);
    }
  }
  const tests = groups.reduce((sum, group) => sum + group.tests.length, 0);
  return { groups: groups.length, tests, agreed, covered, unexplained };
}
