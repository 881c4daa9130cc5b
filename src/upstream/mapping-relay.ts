import type { ServerResponse } from 'node:http';
import type { Problem } from '../problem/problem.ts';
import type { AnswerViolation } from '../reply/answer-violation.ts';
import type { ReplyStep } from '../reply/reply.ts';
import type { AnswerHead } from './answer-head.ts';
import { AnswerRelay, type RelayFlow } from './answer-relay.ts';

/** An answer that is to be read as a whole. */
export interface MappedAnswer {
  readonly response: ServerResponse;
  readonly head: AnswerHead;
  readonly step: Extract<ReplyStep, { kind: 'read' }>;
  readonly flow: RelayFlow & { refused(problem: Problem): void };
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

  write(chunk: Buffer): void {
    if (this.#over) return;
    const { step, flow } = this.#answer;
    this.#length += chunk.length;
    this.#held.push(chunk);
    if (this.#length <= step.limitBytes) return;
    this.cancel();
    flow.refused(step.excess);
  }

  end(): void {
    if (this.#over) return;
    const { response, head, step, flow, tell } = this.#answer;
    const finished = step.finish(Buffer.concat(this.#held));
    this.cancel();
    if (!finished.ok) {
      flow.refused(finished.problem);
      return;
    }
    const { fields, content, violations } = finished;
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
    this.#relay = new AnswerRelay(response, { ...head, fields, contentLength: bytes.length }, flow);
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
