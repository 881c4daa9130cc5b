import type { ExampleGets, ExampleViolations } from '../contract/example.ts';
import { fieldText } from '../http/answer-fields.ts';
import type { Problem } from '../problem/problem.ts';
import { type AnswerViolation, AnswerViolationError } from '../reply/answer-violation.ts';
import type { RunReply } from '../reply/run-step.ts';
import { compareJson } from './compare-json.ts';
import { compareViolations, tellProblem, violationDifference } from './compare-problem.ts';
import { contentValue } from './content-text.ts';
import type { Difference } from './difference.ts';
import { isSameList, shownTexts } from './text-list.ts';

/**
 * Compares what a caller gets with what an example says: status and body must be the same, of header fields those that
 * the example names, and every violation that the app is told.
 */
export function compareAnswer(expected: ExampleGets, result: RunReply): readonly Difference[] {
  const differences =
    expected.kind === 'answer' ? compareGot(expected, result) : compareCode(expected, result, expected.violations);
  return differences.map((difference) => ({ ...difference, place: `gets ${difference.place}` }));
}

function compareGot(
  { answer, violations }: Extract<ExampleGets, { kind: 'answer' }>,
  result: RunReply,
): readonly Difference[] {
  if (!result.ok) {
    return [
      ...tellProblem(`status ${answer.status}`, result.problem),
      ...violationsOf(result.problem).map(violationDifference),
    ];
  }
  const { status, fields, content } = result;
  const headers = [...answer.headers].flatMap(([name, wanted]): Difference[] => {
    const values = [fields.get(name.toLowerCase())?.value ?? []].flat();
    if (isSameList(wanted, values)) return [];
    return [{ place: `header.${name}`, expected: shownTexts(wanted), got: shownTexts(values) }];
  });
  return [
    ...(status === answer.status ? [] : [{ place: 'status', expected: answer.status, got: status }]),
    ...headers,
    ...compareJson('body', answer.body, contentValue(content, fieldText(fields, 'content-type'))),
    ...compareTold(violations, result.violations),
  ];
}

function compareCode(
  { code }: { readonly code: string },
  result: RunReply,
  violations: ExampleViolations | undefined,
): readonly Difference[] {
  if (result.ok) {
    return [{ place: 'answer', expected: code, got: `status ${result.status}` }];
  }
  const { problem } = result;
  const differences = problem.code === code ? [] : tellProblem(code, problem);
  return violations === undefined ? differences : [...differences, ...compareTold(violations, violationsOf(problem))];
}

/** What differs, and of every violation that nobody expects what it says. */
function compareTold(expected: ExampleViolations, told: readonly AnswerViolation[]): readonly Difference[] {
  const differences = compareViolations(expected, told);
  return expected.size === 0 ? told.map(violationDifference) : differences;
}

/** The caller is not told them; the author of a contract is. */
function violationsOf({ cause }: Problem): readonly AnswerViolation[] {
  return cause instanceof AnswerViolationError ? cause.violations : [];
}
