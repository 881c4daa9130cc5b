import type { ChooseStep, SettledStep } from '../reply/reply.ts';
import type { Relay } from './answer-relay.ts';

/** An answer whose content decides what it becomes. */
export interface ChosenAnswer {
  readonly step: ChooseStep;
  /** Begins what was chosen; `undefined` where the answer is refused. */
  open(step: SettledStep): Relay | undefined;
  /** The content was too large to decide anything, so that the answer goes on as it comes. */
  opened(relay: Relay): void;
}

/** Holds an answer until its content has decided what it becomes, or is too large to decide it. */
export class ChoosingRelay {
  readonly #answer: ChosenAnswer;
  #relay: Relay | undefined;
  #held: Buffer[] = [];
  #length = 0;
  #over = false;

  constructor(answer: ChosenAnswer) {
    this.#answer = answer;
  }

  get passedOn(): boolean {
    return this.#relay?.passedOn === true;
  }

  get streams(): boolean {
    return this.#relay?.streams === true;
  }

  get bodiless(): boolean {
    return this.#relay?.bodiless === true;
  }

  write(chunk: Buffer): void {
    if (this.#over) return;
    if (this.#relay !== undefined) {
      this.#relay.write(chunk);
      return;
    }
    this.#length += chunk.length;
    this.#held.push(chunk);
    if (this.#length <= this.#answer.step.limitBytes) return;
    this.#settle(undefined);
    if (this.#relay !== undefined && !this.#over) this.#answer.opened(this.#relay);
  }

  end(): void {
    if (this.#over) return;
    if (this.#relay === undefined) this.#settle(Buffer.concat(this.#held));
    if (!this.#over) this.#relay?.end();
  }

  cancel(): void {
    this.#over = true;
    this.#held = [];
    this.#relay?.cancel();
  }

  #settle(content: Buffer | undefined): void {
    const { step, open } = this.#answer;
    const held = this.#held;
    this.#held = [];
    this.#relay = open(step.choose(content));
    for (const chunk of held) this.#relay?.write(chunk);
  }
}
