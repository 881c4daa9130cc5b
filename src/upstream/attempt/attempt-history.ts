import type { ProblemAttempt } from '../../problem/problem-attempt.ts';
import type { Target } from '../target/target.ts';

/** A failed attempt, as it is remembered. */
export interface RememberedAttempt {
  readonly target: Target;
  /** The request was written, wholly or in part. */
  readonly sent: boolean;
  /** Another attempt at that target would fail in the same way. @default false */
  readonly lasting?: boolean;
  readonly told: Omit<ProblemAttempt, 'target'>;
}

/** The failed attempts of one request. */
export class AttemptHistory {
  readonly #attempts: RememberedAttempt[] = [];

  add(attempt: RememberedAttempt): void {
    this.#attempts.push(attempt);
  }

  /** The last one was not to be counted. */
  takeBack(): void {
    this.#attempts.pop();
  }

  get tried(): readonly Target[] {
    return this.#attempts.map(({ target }) => target);
  }

  /** The targets that are of no use to this request. */
  get unfit(): readonly Target[] {
    return this.#attempts.flatMap(({ target, lasting }) => (lasting === true ? [target] : []));
  }

  /** How many came to a connection. */
  get sentCount(): number {
    return this.#attempts.filter(({ sent }) => sent).length;
  }

  get count(): number {
    return this.#attempts.length;
  }

  /** In order. */
  get told(): readonly ProblemAttempt[] {
    return this.#attempts.map(({ target, told }) => ({ target: target.name, ...told }));
  }
}
