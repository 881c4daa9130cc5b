import type { ServerResponse } from 'node:http';
import type { Problem } from '../problem/problem.ts';
import type { AnswerViolation } from '../reply/answer-violation.ts';
import type { ReadStep } from '../reply/reply.ts';
import { type AnswerHead, declareHead, withLength } from './answer-head.ts';
import { AnswerRelay, type RelayFlow } from './answer-relay.ts';

/** An answer that is to be read as a whole. */
export interface MappedAnswer {
  readonly response: ServerResponse;
  readonly received: AnswerHead;
  readonly step: ReadStep;
  readonly way: {
    readonly flow: RelayFlow & { refused(problem: Problem): void };
    readonly pseudonym: string;
    readonly headOnly: boolean;
  };
  tell(violations: readonly AnswerViolation[]): void;
}

/** Holds an answer until it is complete, then passes on what it became. Nothing goes out before. */
export class MappingRelay {
  readonly #answer: MappedAnswer;
  #relay: AnswerRelay | undefined;
  #held: Buffer[] = [];
  #length = 0;
  #over = false;
  readonly streams = false;

  constructor(answer: MappedAnswer) {
    this.#answer = answer;
  }

  get passedOn(): boolean {
    return this.#relay?.passedOn === true;
  }

  /** The content is needed all the same where only its head goes out. */
  get bodiless(): boolean {
    return false;
  }

  write(chunk: Buffer): void {
    if (this.#over) return;
    const { step, way } = this.#answer;
    this.#length += chunk.length;
    this.#held.push(chunk);
    if (this.#length <= step.limitBytes) return;
    this.cancel();
    way.flow.refused(step.excess);
  }

  end(): void {
    if (this.#over) return;
    const { response, received, step, way, tell } = this.#answer;
    const finished = step.finish(Buffer.concat(this.#held));
    this.cancel();
    if (!finished.ok) {
      way.flow.refused(finished.problem);
      return;
    }
    const { fields, content, violations } = finished;
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
    const head = declareHead(received, { status: step.status, fields }, way);
    this.#relay = new AnswerRelay(response, withLength(head, bytes.length), way.flow);
    this.#relay.write(bytes);
    this.#relay.end();
    tell(violations);
  }

  cancel(): void {
    this.#over = true;
    this.#held = [];
    this.#relay?.cancel();
  }
}
