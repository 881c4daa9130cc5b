// The stage `reply`: the answer of an upstream goes back by the rules of the request (docs/contract.md, "Answers").
// What no declaration speaks of is never read.

import type { Operation } from '../contract/contract.ts';
import type { ResponseDeclaration } from '../contract/answer-declaration.ts';
import { type AnswerFields, answerContentFields, fieldText } from '../http/answer-fields.ts';
import { parseMediaType } from '../http/media-type.ts';
import type { AnswerViolation } from './answer-violation.ts';
import { type DeclaredAnswer, readAnswer, watchAnswer } from './declared-answer.ts';
import type { Reply, ReplyHead, ReplyStep } from './reply.ts';
import { compileReplyContent, type ReplyContent } from './reply-content.ts';
import { compileReplyHeaders, type MappedHeaders } from './reply-headers.ts';
import { replyProblems } from './reply-problem.ts';
import type { ReplySettings, ReplyWay } from './reply-way.ts';

/** One declared answer, ready to run. */
interface CompiledResponse {
  readonly headers: (fields: AnswerFields) => MappedHeaders;
  readonly contents: ReadonlyMap<string, ReplyContent>;
}

/** Compiles the way back of an operation's answers; `undefined` where none of them is ever touched or judged. */
export function compileReply(operation: Operation, settings: ReplySettings): Reply | undefined {
  const { name, responses, responseValidation } = operation;
  const mode = responseValidation === 'report' && !settings.reports ? 'off' : responseValidation;
  const way: ReplyWay = { settings, mode, unknown: operation.unknown.response, problems: replyProblems(name) };
  const byStatus = new Map(
    Object.entries(responses).map(([status, response]) => [status, compileResponse(response, way)] as const),
  );
  const contents = [...byStatus.values()].flatMap((response) => [...response.contents.values()]);
  const asksForWhole = contents.some(({ maps }) => maps);
  const hasHeaders = Object.values(responses).some(({ headers }) => headers !== undefined);
  if (!asksForWhole && !hasHeaders && (mode === 'off' || contents.length === 0)) return undefined;
  return {
    asksForWhole,
    begin(head) {
      try {
        const { status } = head;
        const response =
          byStatus.get(`${status}`) ?? byStatus.get(`${Math.floor(status / 100)}XX`) ?? byStatus.get('default');
        const fields = status === 304 && asksForWhole ? withoutValidators(head.fields) : head.fields;
        return response === undefined ? pass(fields) : begin(response, { ...head, fields }, way);
      } catch (cause) {
        return { kind: 'refuse', problem: way.problems.broken(cause) };
      }
    },
  };
}

function compileResponse(
  { bodies, headers }: ResponseDeclaration,
  { settings, mode, unknown }: ReplyWay,
): CompiledResponse {
  const declaredFields = new Set(headers?.fields.map(({ name }) => name.toLowerCase()));
  const { gates, violations: mostViolations } = settings;
  const judges = mode !== 'off';
  return {
    headers:
      headers === undefined ? (fields) => ({ fields, violations: [] }) : compileReplyHeaders(headers, mostViolations),
    contents: new Map(
      [...bodies].map(([mediaType, body]) => [
        mediaType,
        compileReplyContent(body, { gates, mostViolations, judges, declaredFields, unknown }),
      ]),
    ),
  };
}

const pass = (fields: AnswerFields, violations: readonly AnswerViolation[] = []): ReplyStep => ({
  kind: 'pass',
  fields,
  violations,
});

/** A 304 speaks of the content that was mapped. `ETag` has gone with it, so the caller cannot know this one. */
function withoutValidators(fields: AnswerFields): AnswerFields {
  return new Map([...fields].filter(([key]) => !answerContentFields.includes(key)));
}

function begin(response: CompiledResponse, head: ReplyHead, way: ReplyWay): ReplyStep {
  const { status, method } = head;
  const { mode, problems } = way;
  const mapped = response.headers(head.fields);
  // A 304 repeats only some of the fields; what it leaves out is not missing.
  const violations = mode === 'off' || status === 304 ? [] : mapped.violations;
  if (mode === 'enforce' && violations.length > 0) return { kind: 'refuse', problem: problems.violation(violations) };
  const type = parseMediaType(fieldText(head.fields, 'content-type') ?? '');
  const content = type === undefined ? undefined : response.contents.get(type.essence);
  // A part of a content is nobody's JSON; it was not asked for where a mapping is declared.
  if (content === undefined || status === 204 || status === 205 || status === 304 || status === 206) {
    return pass(mapped.fields, violations);
  }
  if (method === 'HEAD')
    return pass(content.maps ? content.describe(mapped.fields, undefined) : mapped.fields, violations);
  const charset = type?.parameters.get('charset')?.toLowerCase() ?? 'utf-8';
  const answer: DeclaredAnswer = { head, content, fields: mapped.fields, violations, charset };
  if (!content.maps && mode !== 'enforce') return mode === 'off' ? pass(mapped.fields) : watchAnswer(answer, way);
  return readAnswer(answer, way);
}
