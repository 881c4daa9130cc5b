// The answer of an example goes back by the very functions that bring back an upstream's answers; nothing is received.

import type { Operation } from '../contract/contract.ts';
import type { ExampleAnswer } from '../contract/example.ts';
import type { AnswerField, AnswerFields } from '../http/answer-fields.ts';
import type { Problem } from '../problem/problem.ts';
import type { AnswerViolation } from '../reply/answer-violation.ts';
import type { Replies } from '../reply/replies.ts';
import type { SettledStep, StreamStep } from '../reply/reply.ts';
import { contentBytes, impliedType, writtenType } from './content-text.ts';

/** What a caller gets of an upstream's answer. */
export type ReplyResult =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly fields: AnswerFields;
      readonly content: Uint8Array | string;
      /** What the app is told. */
      readonly violations: readonly AnswerViolation[];
    }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** An upstream's answer as it came in. */
export interface ReceivedAnswer {
  readonly status: number;
  readonly fields: AnswerFields;
  readonly content: Buffer;
}

/** An example's answer as it would come in: without a `Content-Type` of its own it has the one that is declared. */
export function receivedOf({ status, headers, body }: ExampleAnswer, { responses }: Operation): ReceivedAnswer {
  const fields = new Map<string, AnswerField>();
  for (const [name, values] of headers) {
    const [only] = values;
    if (only !== undefined) fields.set(name.toLowerCase(), { name, value: values.length === 1 ? only : [...values] });
  }
  if (body === undefined) return { status, fields, content: Buffer.alloc(0) };
  const response = responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses['default'];
  const type = writtenType(headers) ?? impliedType([...(response?.content.keys() ?? [])]);
  if (!fields.has('content-type')) fields.set('content-type', { name: 'Content-Type', value: type });
  return { status, fields, content: contentBytes(body, type) };
}

/** Brings one answer back to the caller. `method` is that of the request that was sent. Never throws. */
export function runReply(
  replies: Replies,
  operation: Operation,
  { method, answer }: { readonly method: string; readonly answer: ReceivedAnswer },
): ReplyResult {
  const { status, fields } = answer;
  const step = replies.of(operation)?.begin({ method, status, fields });
  if (step === undefined) return { kind: 'answer', ...answer, violations: [] };
  const settled = step.kind === 'choose' ? step.choose(answer.content) : step;
  return finish(settled, answer.content);
}

function finish(step: SettledStep, content: Buffer): ReplyResult {
  if (step.kind === 'refuse') return { kind: 'problem', problem: step.problem };
  if (step.kind === 'read') {
    const finished = step.finish(content);
    if (!finished.ok) return { kind: 'problem', problem: finished.problem };
    return { kind: 'answer', status: step.status, ...finished };
  }
  const { status, fields } = step;
  if (step.kind === 'watch') return { kind: 'answer', status, fields, content, violations: step.judge(content) };
  if (step.kind === 'pass') return { kind: 'answer', status, fields, content, violations: step.violations };
  return streamed(step, content);
}

/** The events of a stream one after the other, as if all of them had come at once. */
function streamed(step: StreamStep, content: Buffer): ReplyResult {
  const { status, fields } = step;
  const stream = step.open();
  const taken = stream.take(content);
  const pieces = taken.problem === undefined ? [taken, stream.end()] : [taken];
  const problem = pieces.find((piece) => piece.problem !== undefined)?.problem;
  if (problem !== undefined) return { kind: 'problem', problem };
  const violations = [step, ...pieces].flatMap((part) => part.violations);
  return { kind: 'answer', status, fields, content: Buffer.concat(pieces.map((piece) => piece.content)), violations };
}
