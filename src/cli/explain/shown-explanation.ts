import type { Workspace } from '../workspace.ts';
import type { ExplainedAnswer } from './explain-answer.ts';
import { asAnswer, type Explanation } from '../../explain/explain-request.ts';
import { type ShownLineage, shownLineage } from '../../explain/shown-lineage.ts';

/** An explanation as it is printed: with the lines of the contract, and the answer where there is one. */
export interface ShownExplanation extends Omit<Explanation, 'lineage'> {
  readonly lineage?: readonly ShownLineage[];
  readonly answer?: ShownAnswer;
}

/** What the caller gets of the upstream's answer. */
export interface ShownAnswer extends Pick<ExplainedAnswer, 'gets' | 'violations'> {
  /** As the caller gets it. */
  readonly problem?: Explanation['problem'];
  /** Why, for those who know the contract. */
  readonly cause?: string;
  readonly lineage?: readonly ShownLineage[];
}

/** Gives places their lines, and problems the form in which they are answered. */
export function shownExplanation(
  { lineage, ...explanation }: Explanation,
  answer: ExplainedAnswer | undefined,
  { library, options }: Workspace,
): ShownExplanation {
  const lined = (rows: Explanation['lineage']): { lineage?: readonly ShownLineage[] } =>
    rows === undefined ? {} : { lineage: shownLineage(rows, (file, pointer) => library.locate(file, pointer)) };
  if (answer === undefined) return { ...explanation, ...lined(lineage) };
  const { gets, problem, violations } = answer;
  const cause = problem?.cause instanceof Error && violations.length === 0 ? { cause: problem.cause.message } : {};
  return {
    ...explanation,
    ...lined(lineage),
    answer: {
      ...(gets !== undefined && { gets }),
      ...(problem !== undefined && { problem: asAnswer(problem, options), ...cause }),
      violations,
      ...lined(answer.lineage),
    },
  };
}
