import type { Target } from '../target/target.ts';
import type { AttemptKind } from './attempt-kind.ts';
import type { AttemptPolicy } from './attempt-policy.ts';

/** One attempt at its target, which is told once how it ended. */
export class Visit {
  readonly target: Target;
  readonly #policy: AttemptPolicy;
  readonly #number: number;
  /** As the target keeps time. */
  readonly #beganMs: number;
  readonly #sinceMs: number;
  #isOpen = true;

  /** In:  how many attempts there are now, this one included. */
  constructor(target: Target, policy: AttemptPolicy, number: number) {
    this.target = target;
    this.#policy = policy;
    this.#number = number;
    this.#sinceMs = performance.now();
    this.#beganMs = target.begin();
  }

  /** So far, in milliseconds. */
  get ms(): number {
    return performance.now() - this.#sinceMs;
  }

  /** It has ended, whatever comes after. In:  what it came to; `undefined`: nothing that says something of the target. */
  end(kind: AttemptKind | undefined): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const { failures, upstream, onAttempt, judgeLoad } = this.#policy;
    if (kind === undefined) this.target.end('nothing', this.#beganMs);
    else if (failures.has(kind)) this.target.end('failure', this.#beganMs);
    else this.target.end(typeof kind === 'number' ? 'success' : 'nothing', this.#beganMs);
    judgeLoad?.(kind, this.ms);
    if (onAttempt === undefined) return;
    const status = typeof kind === 'number' ? kind : undefined;
    const fault = typeof kind === 'number' ? undefined : kind;
    onAttempt({ upstream, target: this.target.name, number: this.#number, status, fault, ms: this.ms });
  }
}
