import type { AnswerViolation } from '../reply/answer-violation.ts';
import type { WatchStep } from '../reply/reply.ts';
import type { AnswerRelay } from './answer-relay.ts';

/** Passes an answer on as it comes, and has a copy of its content judged when it is complete. */
export class WatchingRelay {
  readonly #relay: AnswerRelay;
  readonly #step: WatchStep;
  readonly #tell: (violations: readonly AnswerViolation[]) => void;
  /** `undefined` once the content is larger than what is judged. */
  #copy: Buffer[] | undefined = [];
  #length = 0;

  constructor(relay: AnswerRelay, step: WatchStep, tell: (violations: readonly AnswerViolation[]) => void) {
    this.#relay = relay;
    this.#step = step;
    this.#tell = tell;
  }

  get passedOn(): boolean {
    return this.#relay.passedOn;
  }

  get streams(): boolean {
    return this.#relay.streams;
  }

  get bodiless(): boolean {
    return false;
  }

  write(chunk: Buffer): void {
    this.#relay.write(chunk);
    this.#length += chunk.length;
    if (this.#length > this.#step.limitBytes) this.#copy = undefined;
    this.#copy?.push(chunk);
  }

  end(): void {
    this.#relay.end();
    this.#tell(this.#step.judge(this.#copy === undefined ? undefined : Buffer.concat(this.#copy)));
  }

  cancel(): void {
    this.#copy = undefined;
    this.#relay.cancel();
  }
}
