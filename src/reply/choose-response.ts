import { type AnswerChoice, answerChoices, callerStatus, isStatus } from '../contract/answer-choice.ts';
import type { ResponseDeclaration } from '../contract/answer-declaration.ts';
import { compileContentCondition, type ContentCondition, type UpstreamContent } from './answer-condition.ts';
import { type CompiledResponse, compileResponse } from './compiled-response.ts';
import type { ReplyWay } from './reply-way.ts';

/** The declared answer that an answer of the upstream's becomes. */
export interface ChosenResponse {
  readonly response: CompiledResponse;
  /** That the caller gets. */
  readonly status: number;
}

/** Which declared answer an answer of the upstream's becomes. */
export interface ResponseChoice {
  /** Every declared answer, once. */
  readonly responses: readonly CompiledResponse[];
  readonly hasConditions: boolean;
  /** The media types of the upstream's in which some answer is declared. */
  readonly mediaTypes: ReadonlySet<string>;
  /** Whether a condition over the content has to be asked for answers of a status. */
  dependsOnContent(status: number): boolean;
  /** In:  the whole content; `undefined` where it cannot be judged, so that no condition holds. */
  choose(status: number, content: UpstreamContent | undefined): ChosenResponse | undefined;
}

interface Option {
  readonly choice: AnswerChoice;
  readonly response: CompiledResponse;
  readonly holds: ContentCondition | undefined;
}

/** Compiles the choice between the declared answers of an operation. */
export function compileResponseChoice(
  responses: Readonly<Record<string, ResponseDeclaration>>,
  way: ReplyWay,
): ResponseChoice {
  const compiled = new Map(Object.entries(responses).map(([key, response]) => [key, compileResponse(response, way)]));
  const options = answerChoices(responses).flatMap((choice): Option[] => {
    const response = compiled.get(choice.key);
    if (response === undefined) return [];
    const holds = choice.when === undefined ? undefined : compileContentCondition(choice.when, way.settings.gates);
    return [{ choice, response, holds }];
  });
  return {
    responses: [...compiled.values()],
    mediaTypes: new Set([...compiled.values()].flatMap(({ mediaTypes }) => mediaTypes)),
    hasConditions: options.some(({ holds }) => holds !== undefined),
    dependsOnContent: (status) => options.find(({ choice }) => isStatus(choice.from, status))?.holds !== undefined,
    choose(status, content) {
      const option = options.find(
        ({ choice, holds }) =>
          isStatus(choice.from, status) && (holds === undefined || (content !== undefined && holds(content))),
      );
      return option && { response: option.response, status: callerStatus(option.choice.key, status) };
    },
  };
}
