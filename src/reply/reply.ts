import type { AnswerFields } from '../http/answer-fields.ts';
import type { Problem } from '../problem/problem.ts';
import type { AnswerViolation } from './answer-violation.ts';

/** The head of an upstream's answer, fit to be passed on. */
export interface ReplyHead {
  /** Of the request that was sent. */
  readonly method: string;
  readonly status: number;
  readonly fields: AnswerFields;
}

/** The content of an answer after it was read as a whole. */
export type FinishedReply =
  | {
      readonly ok: true;
      readonly fields: AnswerFields;
      readonly content: Buffer | string;
      readonly violations: readonly AnswerViolation[];
    }
  | { readonly ok: false; readonly problem: Problem };

/** What is to be done with one answer, decided by its head alone. */
export type ReplyStep =
  /** The content is streamed untouched. */
  | { readonly kind: 'pass'; readonly fields: AnswerFields; readonly violations: readonly AnswerViolation[] }
  /** The content is streamed untouched; a copy of at most so many bytes is judged at its end, more is not judged. */
  | {
      readonly kind: 'watch';
      readonly fields: AnswerFields;
      readonly limitBytes: number;
      /** In:  the whole content, or `undefined` where it was larger. */
      judge(content: Buffer | undefined): readonly AnswerViolation[];
    }
  /** The content is read as a whole; more than so many bytes is the problem `excess`. */
  | {
      readonly kind: 'read';
      readonly fields: AnswerFields;
      readonly limitBytes: number;
      readonly excess: Problem;
      finish(content: Buffer): FinishedReply;
    }
  /** The answer cannot be passed on. */
  | { readonly kind: 'refuse'; readonly problem: Problem };

/** The way back of one operation's answers. Pure: it knows no socket. Neither it nor what it gives ever throws. */
export interface Reply {
  /** Some declared content is mapped: the upstream is asked for all of it, and without a content coding. */
  readonly asksForWhole: boolean;
  begin(head: ReplyHead): ReplyStep;
}
