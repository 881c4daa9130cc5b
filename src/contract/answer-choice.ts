import type { AnswerCondition, ResponseDeclaration } from './answer-declaration.ts';

/** One way from an answer of the upstream's to a declared answer. */
export interface AnswerChoice {
  /** The key under `responses`. */
  readonly key: string;
  readonly response: ResponseDeclaration;
  /** The upstream's status: `200`, `2XX` or `default`. */
  readonly from: string;
  readonly when: AnswerCondition | undefined;
}

/**
 * Every way to a declared answer, the one that counts first in front.
 *
 * Of those that an answer of the upstream's can take, the more particular status counts before a class, a class before
 * `default`; then one with a condition before one without; then the lower key. (The order in which statuses are written
 * cannot count: JavaScript sorts the names of an object that are numbers.)
 */
export function answerChoices(responses: Readonly<Record<string, ResponseDeclaration>>): AnswerChoice[] {
  const choices = Object.entries(responses).flatMap(([key, response]): AnswerChoice[] =>
    response.origins.length === 0
      ? [{ key, response, from: key, when: undefined }]
      : response.origins.map(({ status, when }) => ({ key, response, from: status, when })),
  );
  // `sort` is stable, and the names of `responses` come with the numbers in front, in ascending order.
  return choices.sort((left, right) => rank(left) - rank(right));
}

const rank = ({ from, when }: AnswerChoice): number => 2 * breadth(from) + (when === undefined ? 1 : 0);

function breadth(status: string): number {
  if (status === 'default') return 2;
  return status.endsWith('XX') ? 1 : 0;
}

/** Whether a status of the upstream's is meant by `200`, `2XX` or `default`. */
export function isStatus(written: string, status: number): boolean {
  return written === 'default' || written === `${status}` || written === `${Math.floor(status / 100)}XX`;
}

/** The status that the caller gets by a key of `responses`: its own, or for a class and `default` the upstream's. */
export function callerStatus(key: string, upstreamStatus: number): number {
  return /^\d+$/.test(key) ? Number(key) : upstreamStatus;
}
