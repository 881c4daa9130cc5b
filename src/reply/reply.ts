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
      readonly content: Uint8Array | string;
      readonly violations: readonly AnswerViolation[];
    }
  | { readonly ok: false; readonly problem: Problem };

/** What one piece of a stream became. */
export interface StreamPiece {
  /** What can be passed on now; empty where an event is not complete yet, or the caller gets none of it. */
  readonly content: Buffer;
  /** Told at once: a stream may never end. */
  readonly violations: readonly AnswerViolation[];
  /** The rest of the answer cannot be passed on, after this content. */
  readonly problem: Problem | undefined;
}

/** One stream of events or records under way. */
export interface ReplyStream {
  take(chunk: Buffer): StreamPiece;
  /** The upstream's answer is complete. */
  end(): StreamPiece;
}

/** The head of what the caller gets. */
interface CallerHead {
  readonly status: number;
  readonly fields: AnswerFields;
}

/** The content is streamed untouched. */
export interface PassStep extends CallerHead {
  readonly kind: 'pass';
  readonly violations: readonly AnswerViolation[];
}

/** The content is streamed untouched; a copy of at most so many bytes is judged at its end, more is not judged. */
export interface WatchStep extends CallerHead {
  readonly kind: 'watch';
  readonly limitBytes: number;
  /** In:  the whole content, or `undefined` where it was larger. */
  judge(content: Buffer | undefined): readonly AnswerViolation[];
}

/** The content is read as a whole; more than so many bytes is the problem `excess`. */
export interface ReadStep {
  readonly kind: 'read';
  readonly status: number;
  readonly limitBytes: number;
  readonly excess: Problem;
  finish(content: Buffer): FinishedReply;
}

/** The content is mapped event by event, each as soon as it is there. */
export interface StreamStep extends CallerHead {
  readonly kind: 'stream';
  readonly violations: readonly AnswerViolation[];
  open(): ReplyStream;
}

/** Which answer the caller gets is decided by the content, read as far as so many bytes; nothing goes out before. */
export interface ChooseStep {
  readonly kind: 'choose';
  readonly limitBytes: number;
  /**
   * In:  the whole content, or `undefined` where it is larger.
   * Out: what is to be done with this answer, whose content begins with what was read. Never `choose` again.
   */
  choose(content: Buffer | undefined): SettledStep;
}

/** What is to be done with an answer whose part in the contract is known. */
export type SettledStep =
  | PassStep
  | WatchStep
  | ReadStep
  | StreamStep
  /** The answer cannot be passed on. */
  | { readonly kind: 'refuse'; readonly problem: Problem };

/** What is to be done with one answer, decided by its head alone. */
export type ReplyStep = SettledStep | ChooseStep;

/** The way back of one operation's answers. Pure: it knows no socket. Neither it nor what it gives ever throws. */
export interface Reply {
  /** Some declared content is to be read: the upstream is asked for all of it, and without a content coding. */
  readonly asksForWhole: boolean;
  /** Some content may have to be read: the upstream is asked for no coding that cannot be taken off. */
  readonly asksForReadable: boolean;
  /** Status or fields come from the content, so that a caller's `HEAD` is served by the upstream's `GET`. */
  readonly headAsGet: boolean;
  begin(head: ReplyHead): ReplyStep;
}
