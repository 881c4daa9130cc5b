import type { AnswerBody, AnswerStream, ResponseDeclaration } from '../contract/answer-declaration.ts';
import type { Operation } from '../contract/contract.ts';
import { answerMediaType } from '../http/answer-fields.ts';
import type { ReceivedAnswer } from './run-reply.ts';

/** What is declared of an answer that a caller gets. */
export interface DeclaredContent {
  readonly response: ResponseDeclaration | undefined;
  /** Of its content as a whole. */
  readonly body: AnswerBody | undefined;
  /** Of its content as a sequence of values. */
  readonly stream: AnswerStream | undefined;
}

/** Finds the declaration of an answer by the caller's status and the upstream's media type. */
export function answerContentOf(
  { responses }: Operation,
  { received, status }: { readonly received: ReceivedAnswer; readonly status: number },
): DeclaredContent {
  const response = responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses['default'];
  const type = answerMediaType(received.fields)?.essence;
  if (type === undefined) return { response, body: undefined, stream: undefined };
  return { response, body: response?.bodies.get(type), stream: response?.streams.get(type) };
}
