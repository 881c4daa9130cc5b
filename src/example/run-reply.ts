// The answer of an example goes back by the very functions that bring back an upstream's answers; nothing is received.

import { answerChoices, isStatus } from '../contract/answer-choice.ts';
import type { Operation } from '../contract/contract.ts';
import type { ExampleAnswer } from '../contract/example.ts';
import type { AnswerField, AnswerFields } from '../http/answer-fields.ts';
import type { Replies } from '../reply/replies.ts';
import { type RunReply, runStep } from '../reply/run-step.ts';
import { contentBytes, impliedType, writtenType } from './content-text.ts';

/** An upstream's answer as it came in. */
export interface ReceivedAnswer {
  readonly status: number;
  readonly fields: AnswerFields;
  readonly content: Buffer;
}

/**
 * An example's answer as it would come in. Without a `Content-Type` of its own it has the one in which the upstream gives
 * the first declared answer that can be made from its status.
 */
export function receivedOf({ status, headers, body }: ExampleAnswer, { responses }: Operation): ReceivedAnswer {
  const fields = new Map<string, AnswerField>();
  for (const [name, values] of headers) {
    const [only] = values;
    if (only !== undefined) fields.set(name.toLowerCase(), { name, value: values.length === 1 ? only : [...values] });
  }
  if (body === undefined) return { status, fields, content: Buffer.alloc(0) };
  const choices = answerChoices(responses).filter(({ from }) => isStatus(from, status));
  const declared = choices.map(({ response }) => response.upstreamTypes).find((types) => types.length > 0);
  const type = writtenType(headers) ?? impliedType(declared ?? []);
  if (!fields.has('content-type')) fields.set('content-type', { name: 'Content-Type', value: type });
  return { status, fields, content: contentBytes(body, type) };
}

/** Brings one answer back to the caller. `method` is that of the request that was sent. Never throws. */
export function runReply(
  replies: Replies,
  operation: Operation,
  { method, answer }: { readonly method: string; readonly answer: ReceivedAnswer },
): RunReply {
  const { status, fields, content } = answer;
  const step = replies.of(operation)?.begin({ method, status, fields });
  return step === undefined ? { ok: true, ...answer, violations: [] } : runStep(step, content);
}
