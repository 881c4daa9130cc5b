import { createProblem, type Problem } from '../problem/problem.ts';
import { type AnswerViolation, AnswerViolationError } from './answer-violation.ts';

/** The answers that are given in place of an upstream's, for one operation. */
export interface ReplyProblems {
  violation(violations: readonly AnswerViolation[]): Problem;
  noTransform(): Problem;
  tooLarge(limitBytes: number): Problem;
  coding(codings: readonly string[]): Problem;
  broken(cause: unknown): Problem;
}

/** Nothing of the upstream's answer stands in them: names and values are its own, and go to the log as the cause. */
export function replyProblems(operation: string): ReplyProblems {
  return {
    violation: (violations) =>
      createProblem('upstream-contract-violation', {
        detail: 'The answer of the service behind the gateway does not fit the contract.',
        operation,
        cause: new AnswerViolationError(violations),
      }),
    noTransform: () =>
      createProblem('upstream-contract-violation', {
        detail: 'The service behind the gateway forbids its answer to be changed, and the contract maps it.',
        operation,
        cause: new Error('the answer has `Cache-Control: no-transform`, and a mapping is declared for it'),
      }),
    tooLarge: (limitBytes) =>
      createProblem('upstream-invalid-response', {
        detail: 'The answer of the service behind the gateway is larger than the gateway maps.',
        operation,
        stage: 'reply',
        proxyError: 'http_response_body_size',
        cause: new Error(`the answer has more than ${limitBytes} bytes (limits.mappedAnswerBytes), coded or decoded`),
      }),
    coding: (codings) =>
      createProblem('upstream-invalid-response', {
        detail: 'The content coding of the answer of the service behind the gateway cannot be taken off.',
        operation,
        stage: 'reply',
        proxyError: 'http_response_content_coding',
        cause: new Error(`the content is cut, broken, or not what Content-Encoding says: ${codings.join(', ')}`),
      }),
    broken: (cause) =>
      createProblem('contract-broken', {
        detail: "The answer of the service behind the gateway could not be brought into the contract's terms.",
        stage: 'reply',
        operation,
        cause,
      }),
  };
}
