import type { AnswersVerdict, ComparedContent } from '../../check/answers/answer-verdict.ts';
import type { FilePlace } from '../../check/judge/question.ts';
import type { ResponseValidation } from '../../contract/answer-declaration.ts';
import type { ShownPlace } from './shown-place.ts';

/** What was found out about one content of an answer, as plain data. */
export interface ShownAnswerFault {
  /** `answer 200 application/json`. */
  readonly place: string;
  readonly keyword: string;
  readonly because: string;
  readonly contract: ShownPlace;
  readonly backend: ShownPlace;
}

/** A fault with the answer that shows it. */
export interface ShownAnswerRefutation extends ShownAnswerFault {
  /** JSON Pointer into the caller's content, as a fragment. */
  readonly at: string;
  readonly cure: string;
  /** The upstream's content, as JSON. */
  readonly answer: string;
  /** What the caller would get: the status, and the content or the code of the problem. */
  readonly gets: string;
}

/** What was found out about the answers of an operation, as plain data. */
export interface ShownAnswers {
  readonly status: AnswersVerdict['kind'];
  /** What the contract says of answers that do not fit: a 502, or a word in the log, or nothing. */
  readonly validation: ResponseValidation;
  readonly refutations: readonly ShownAnswerRefutation[];
  /** How many answers were tried, where no rule decides. */
  readonly answers: number;
  readonly obstacles: readonly ShownAnswerFault[];
  /** No faults: what only one side speaks of, and what is not compared. */
  readonly notes: readonly { readonly rule: string; readonly message: string; readonly place: ShownPlace }[];
}

/** Puts what was found out about answers into plain data. */
export function shownAnswers(verdict: AnswersVerdict, shown: (place: FilePlace) => ShownPlace): ShownAnswers {
  const fault = (found: ComparedContent & { keyword: string; because: string }): ShownAnswerFault => ({
    place: `answer ${found.status} ${found.header === undefined ? found.mediaType : `header \`${found.header}\``}`,
    keyword: found.keyword,
    because: found.because,
    contract: shown(found.contract),
    backend: shown(found.backend),
  });
  return {
    status: verdict.kind,
    validation: verdict.validation,
    refutations: verdict.refutations.map((found) => ({
      ...fault(found),
      at: found.at,
      cure: found.cure,
      answer: JSON.stringify(found.sent),
      gets: found.gets,
    })),
    answers: verdict.answers,
    obstacles: verdict.obstacles.map(fault),
    notes: verdict.notes.map(({ rule, message, place }) => ({ rule, message, place: shown(place) })),
  };
}
