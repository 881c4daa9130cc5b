import type { Problem } from '../problem/problem.ts';
import type { AnswerViolation } from '../reply/answer-violation.ts';
import type { ReplyStream, StreamPiece } from '../reply/reply.ts';
import type { AnswerRelay } from './answer-relay.ts';

/** A stream that is mapped event by event. */
export interface MappedStream {
  readonly relay: AnswerRelay;
  readonly stream: ReplyStream;
  /** The rest cannot be passed on. */
  cut(problem: Problem): void;
  tell(violations: readonly AnswerViolation[]): void;
}

/** Passes a stream on, each event as soon as it is complete; the caller's pace holds the upstream back as elsewhere. */
export class StreamingRelay {
  readonly #answer: MappedStream;
  #over = false;

  constructor(answer: MappedStream) {
    this.#answer = answer;
  }

  get passedOn(): boolean {
    return this.#answer.relay.passedOn;
  }

  get streams(): boolean {
    return this.#answer.relay.streams;
  }

  get bodiless(): boolean {
    return this.#answer.relay.bodiless;
  }

  write(chunk: Buffer): void {
    if (!this.#over) this.#pass(this.#answer.stream.take(chunk));
  }

  end(): void {
    if (this.#over) return;
    this.#pass(this.#answer.stream.end());
    if (!this.#over) this.#answer.relay.end();
  }

  cancel(): void {
    this.#over = true;
    this.#answer.relay.cancel();
  }

  #pass({ content, violations, problem }: StreamPiece): void {
    const { relay, cut, tell } = this.#answer;
    if (content.length > 0) relay.write(content);
    tell(violations);
    if (problem === undefined) return;
    this.#over = true;
    cut(problem);
  }
}
