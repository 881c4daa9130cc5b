import type { Target } from '../target/target.ts';
import type { AttemptKind } from './attempt-kind.ts';
import type { AttemptPolicy, HearAttempt } from './attempt-policy.ts';

/** What an attempt is made for. */
export interface VisitPlan {
  readonly policy: AttemptPolicy;
  readonly onAttempt?: HearAttempt | undefined;
}

/** One attempt at its target, which is told once how it ended; so is who hears of attempts. */
export class Visit {
  readonly target: Target;
  readonly #plan: VisitPlan;
  readonly #number: number;
  /** As the target keeps time. */
  readonly #beganMs: number;
  readonly #sinceMs: number;
  #isOver = false;
  #kind: AttemptKind | undefined;
  #cause: string | undefined;
  /** Asked for where somebody is told of it. */
  #endMs = 0;
  #isTold = false;
  /** How long the head of a stream took; the rest takes as long as there is something to say. */
  #headMs: number | undefined;

  /** In:  how many attempts there are now, this one included. */
  constructor(target: Target, plan: VisitPlan, number: number) {
    this.target = target;
    this.#plan = plan;
    this.#number = number;
    this.#sinceMs = performance.now();
    this.#beganMs = target.begin();
  }

  /** So far, in milliseconds. */
  get ms(): number {
    return performance.now() - this.#sinceMs;
  }

  /** Its answer has begun and is passed on as it comes. In:  the status. */
  streams(status: number): void {
    const { failures, judgeLoad } = this.#plan.policy;
    if (this.#isOver) return;
    if (judgeLoad !== undefined) this.#headMs = this.ms;
    if (!failures.has(status)) this.target.streams(this.#beganMs);
  }

  /**
   * It has ended, whatever comes after. In:  what it came to, `undefined` where that says nothing of the target; and the
   * error type of what failed.
   */
  end(kind: AttemptKind | undefined, cause?: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#kind = kind;
    this.#cause = cause;
    const { policy, onAttempt } = this.#plan;
    const { failures, judgeLoad } = policy;
    if (judgeLoad !== undefined || onAttempt !== undefined) this.#endMs = this.ms;
    if (kind === undefined) this.target.end('nothing', this.#beganMs);
    else if (failures.has(kind)) this.target.end('failure', this.#beganMs);
    else this.target.end(typeof kind === 'number' ? 'success' : 'nothing', this.#beganMs);
    judgeLoad?.(kind, this.#headMs ?? this.#endMs);
  }

  /** Its answer came, and cannot be passed on. In:  the status, and the error type of what is wrong with it. */
  refuse(status: number, cause: string): void {
    this.end(status);
    this.#cause = cause;
  }

  /** Tells of an attempt that has ended. In:  whether another one is made in its place. */
  tell(retried: boolean): void {
    const { policy, onAttempt } = this.#plan;
    if (onAttempt === undefined || !this.#isOver || this.#isTold) return;
    this.#isTold = true;
    const kind = this.#kind;
    onAttempt({
      upstream: policy.upstream,
      target: this.target.name,
      number: this.#number,
      status: typeof kind === 'number' ? kind : undefined,
      fault: typeof kind === 'number' ? undefined : kind,
      cause: this.#cause,
      ms: this.#endMs,
      retried,
    });
  }
}
