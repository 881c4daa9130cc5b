// The stage `reply`: the answer of an upstream goes back by the rules of the request (docs/answers.md).
// What no declaration speaks of is never read.

import type { Operation } from '../contract/contract.ts';
import { forbidsTransform } from '../http/answer-fields.ts';
import { conditionalStatuses, isContentless } from '../http/status.ts';
import { isJudgeable, type UpstreamContent, upstreamContent } from './answer-condition.ts';
import { undeclaredStatus } from './answer-violation.ts';
import { beginAnswer, passOrRefuse, withoutValidators } from './begin-answer.ts';
import { compileResponseChoice, type ResponseChoice } from './choose-response.ts';
import type { Reply, ReplyHead, ReplyStep, SettledStep } from './reply.ts';
import { replyProblems } from './reply-problem.ts';
import type { ReplySettings, ReplyWay } from './reply-way.ts';

/** Compiles the way back of an operation's answers; `undefined` where none of them is ever touched or judged. */
export function compileReply(operation: Operation, settings: ReplySettings): Reply | undefined {
  const { name, responses, responseValidation } = operation;
  const mode = responseValidation === 'report' && !settings.reports ? 'off' : responseValidation;
  const forbidsMapping = operation.upstream.noTransform === 'map' ? () => false : forbidsTransform;
  const way: ReplyWay = { settings, mode, operation, problems: replyProblems(name), forbidsMapping };
  const choice = compileResponseChoice(responses, way);
  const asksForWhole = asksFor(choice, way);
  if (!asksForWhole && !touchesHeads(operation) && (mode === 'off' || choice.responses.length === 0)) return undefined;
  const needsContent = choice.hasConditions || choice.responses.some(({ readsContent }) => readsContent);
  return {
    asksForWhole,
    asksForReadable: Object.values(responses).some(({ names }) => names.length > 0),
    headAsGet: needsContent && operation.method === 'GET' && operation.upstream.method === 'GET',
    begin(head) {
      const fields = head.status === 304 && asksForWhole ? withoutValidators(head.fields) : head.fields;
      return guarded(way, () => begin(choice, { ...head, fields }, way));
    },
  };
}

/** Some content has to be read as a whole: a part of it, or one in a coding, would have to be refused. */
function asksFor({ responses, hasConditions }: ResponseChoice, { mode }: ReplyWay): boolean {
  const contents = responses.flatMap((response) => [...response.contents.values(), ...response.streams.values()]);
  if (hasConditions || responses.some(({ readsContent }) => readsContent)) return true;
  return contents.some(({ maps }) => maps) || (mode === 'enforce' && contents.length > 0);
}

/** Whether an answer may change although no content of it is declared. */
function touchesHeads({ responses }: Operation): boolean {
  return Object.values(responses).some(
    ({ headers, origins, names }) => headers !== undefined || origins.length > 0 || names.length > 0,
  );
}

function begin(choice: ResponseChoice, head: ReplyHead, way: ReplyWay): ReplyStep {
  const { status, method, fields } = head;
  const hasContent = method !== 'HEAD' && !isContentless(status) && status !== 206;
  if (!hasContent || !choice.dependsOnContent(status) || !isJudgeable(fields, choice.mediaTypes)) {
    return beginChosen(choice, { head, content: undefined }, way);
  }
  const limitBytes = way.settings.mappedAnswerBytes;
  return {
    kind: 'choose',
    limitBytes,
    choose: (bytes) =>
      guarded(way, () => {
        const content = bytes === undefined ? undefined : upstreamContent(bytes, fields, limitBytes);
        const step = beginChosen(choice, { head, content }, way);
        return step.kind === 'choose' ? step.choose(bytes) : step;
      }),
  };
}

function beginChosen(
  choice: ResponseChoice,
  { head, content }: { readonly head: ReplyHead; readonly content: UpstreamContent | undefined },
  way: ReplyWay,
): ReplyStep {
  const { status, fields } = head;
  // A part of a content is declared with the content that it is a part of.
  const chosen = choice.choose(status, content) ?? (status === 206 ? asWhole(choice) : undefined);
  if (chosen !== undefined) return beginAnswer(chosen, head, way);
  const isStray = choice.responses.length > 0 && !conditionalStatuses.has(status);
  return passOrRefuse({ status, fields, violations: isStray ? [undeclaredStatus(status)] : [] }, way);
}

function asWhole(choice: ResponseChoice): ReturnType<ResponseChoice['choose']> {
  const whole = choice.choose(200, undefined);
  return whole && { ...whole, status: 206 };
}

/** Fails closed: what is thrown here is our defect or the contract's, and nothing of the answer is passed on. */
function guarded<Step extends ReplyStep>(way: ReplyWay, decide: () => Step): Step | SettledStep {
  try {
    return decide();
  } catch (cause) {
    return { kind: 'refuse', problem: way.problems.broken(cause) };
  }
}
