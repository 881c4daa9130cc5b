import type { ResponseValidation } from '../../contract/answer-declaration.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { FilePlace } from '../judge/question.ts';

/** One content of an answer, on both sides. */
export interface ComparedContent {
  /** The status that the backend promises it with. */
  readonly status: string;
  /** The upstream's media type; `header` where a header field is compared. */
  readonly mediaType: string;
  /** The header field, as the caller knows it. */
  readonly header?: string;
  /** Where the contract says what callers get; the part of it that is not kept, where one is known. */
  readonly contract: FilePlace;
  readonly backend: FilePlace;
}

/** An answer that the backend may give by its own document, and that breaks what callers were promised. */
export interface AnswerRefutation extends ComparedContent {
  /** JSON Pointer into the caller's value, as a fragment: `#/items/0/name`. */
  readonly at: string;
  /** The keyword of the contract's schema, or `unreadable` for what a codec refuses. */
  readonly keyword: string;
  readonly because: string;
  readonly cure: string;
  /** What the upstream would send. */
  readonly sent: JsonValue;
  /** What the caller would get, in words: a content, or the problem in place of it. */
  readonly gets: string;
}

/** Why no rule decides a content. */
export interface AnswerObstacle extends ComparedContent {
  readonly keyword: string;
  readonly because: string;
}

/** Something that is no fault, and that an author may want to know. */
export interface AnswerNote {
  readonly rule: 'answer-undeclared' | 'answer-never' | 'answer-not-compared' | 'answer-header-undescribed';
  readonly message: string;
  readonly place: FilePlace;
}

/** Whether whatever a backend promises to answer is what a contract promises to callers. */
export interface AnswersVerdict {
  /** `none`: there was nothing to compare. */
  readonly kind: 'proved' | 'refuted' | 'tested' | 'none';
  /** What becomes of an answer that does not fit. */
  readonly validation: ResponseValidation;
  readonly refutations: readonly AnswerRefutation[];
  /** How many answers were tried where no rule decides. */
  readonly answers: number;
  readonly obstacles: readonly AnswerObstacle[];
  readonly notes: readonly AnswerNote[];
}

/** What is known of one content or header field. */
export type Judgement =
  | { readonly kind: 'proved' }
  | { readonly kind: 'refuted'; readonly refutation: AnswerRefutation }
  | { readonly kind: 'tested'; readonly answers: number; readonly obstacle: AnswerObstacle };
