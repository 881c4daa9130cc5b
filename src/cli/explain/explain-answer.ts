import type { JsonValue } from '../../codec/json-value.ts';
import type { AnswerBody, ResponseDeclaration } from '../../contract/answer-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { holdsSensitive } from '../../contract/known-place.ts';
import { contentValue } from '../../example/content-text.ts';
import { answerContentOf } from '../../example/declared-content.ts';
import { receivedOf, type ReceivedAnswer, runReply } from '../../example/run-reply.ts';
import { type AnswerField, type AnswerFields, fieldText } from '../../http/answer-fields.ts';
import { answerLineage } from '../../lineage/answer-lineage.ts';
import type { LineageRow } from '../../lineage/lineage.ts';
import type { Problem } from '../../problem/problem.ts';
import { type AnswerViolation, AnswerViolationError } from '../../reply/answer-violation.ts';
import type { Replies } from '../../reply/replies.ts';
import type { RunReply } from '../../reply/run-step.ts';
import { maskText, maskValue } from '../../explain/masked-values.ts';
import type { TypedAnswer } from './typed-answer.ts';

/** What a caller gets of an upstream's answer; sensitive values are masked. */
export interface ExplainedAnswer {
  /** `undefined` where a problem is answered in its place. */
  readonly gets?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
    readonly body?: JsonValue;
  };
  readonly problem?: Problem;
  /** What does not fit the contract, in words; the app is told, the caller is not. */
  readonly violations: readonly string[];
  readonly lineage?: readonly LineageRow[];
}

/** Brings an upstream's answer back to the caller, and receives nothing for it. `method` is that of the outgoing request. */
export function explainAnswer(
  replies: Replies,
  operation: Operation,
  { method, answer }: { readonly method: string; readonly answer: TypedAnswer },
): ExplainedAnswer {
  const received = answer.kind === 'written' ? receivedOf(answer.answer, operation) : receivedRaw(answer);
  const result = runReply(replies, operation, { method, answer: received });
  if (!result.ok) {
    const { problem } = result;
    const { cause } = problem;
    return { problem, violations: cause instanceof AnswerViolationError ? cause.violations.map(toldOf) : [] };
  }
  return { ...shownAnswer(operation, received, result), violations: result.violations.map(toldOf) };
}

const toldOf = ({ code, detail }: AnswerViolation): string => `${code}: ${detail}`;

/** Fields of the framing that a caller's answer does not repeat; the content of a file is whole and without chunks. */
const framing: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding', 'trailer', 'upgrade']);

function receivedRaw({ status, rawHeaders, content }: Extract<TypedAnswer, { kind: 'raw' }>): ReceivedAnswer {
  const fields = new Map<string, AnswerField>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    const key = name.toLowerCase();
    if (framing.has(key)) continue;
    const known = fields.get(key);
    fields.set(key, known === undefined ? { name, value } : { ...known, value: [known.value, value].flat() });
  }
  return { status, fields, content };
}

function shownAnswer(
  operation: Operation,
  received: ReceivedAnswer,
  { status, fields, content }: Extract<RunReply, { ok: true }>,
): Pick<ExplainedAnswer, 'gets' | 'lineage'> {
  const { response, body } = answerContentOf(operation, { received, status });
  const value = contentValue(content, fieldText(fields, 'content-type'));
  const shown = value === undefined ? undefined : { value, shown: maskContent(value, response, body) };
  const shownFields = maskFields(fields, response);
  return {
    gets: {
      status,
      headers: Object.fromEntries([...shownFields.values()].map((field) => [field.name, field.value])),
      ...(shown !== undefined && { body: shown.shown }),
    },
    lineage: answerLineage({
      response,
      body,
      status: { upstream: received.status, caller: status },
      fields: shownFields,
      received: received.fields,
      content: shown,
    }),
  };
}

/** Of a stream every event counts, so that where one of them hides something the whole is hidden. */
function maskContent(
  value: JsonValue,
  response: ResponseDeclaration | undefined,
  body: AnswerBody | undefined,
): JsonValue {
  if (body !== undefined) return maskValue(value, body.place);
  const events = [...(response?.streams.values() ?? [])].flatMap((stream) => stream.events);
  return events.some(({ body: { place } }) => holdsSensitive(place)) ? maskText : value;
}

function maskFields(fields: AnswerFields, response: ResponseDeclaration | undefined): AnswerFields {
  const hidden = new Set(
    response?.headers?.fields.filter(({ place }) => place.sensitive).map(({ name }) => name.toLowerCase()),
  );
  return new Map(
    [...fields].map(([key, field]) => [
      key,
      hidden.has(key) || key === 'set-cookie' ? { ...field, value: maskText } : field,
    ]),
  );
}
