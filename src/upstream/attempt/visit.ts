import type { Target } from '../target/target.ts';
import type { AttemptKind } from './attempt-kind.ts';
import type { AttemptPolicy, HearAttempt } from './attempt-policy.ts';

/** What an attempt is made for. */
export interface VisitPlan {
  readonly policy: AttemptPolicy;
  readonly onAttempt?: HearAttempt | undefined;
}

/** What an attempt came to. */
interface End {
  readonly kind: AttemptKind | undefined;
  readonly cause: string | undefined;
  readonly ms: number;
}

/** One attempt at its target, which is told once how it ended; so is who hears of attempts. */
export class Visit {
  readonly target: Target;
  readonly #plan: VisitPlan;
  readonly #number: number;
  /** As the target keeps time. */
  readonly #beganMs: number;
  readonly #sinceMs: number;
  #end: End | undefined;
  #isTold = false;

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

  /**
   * It has ended, whatever comes after. In:  what it came to, `undefined` where that says nothing of the target; and the
   * error type of what failed.
   */
  end(kind: AttemptKind | undefined, cause?: string): void {
    if (this.#end !== undefined) return;
    const { failures, judgeLoad } = this.#plan.policy;
    const { ms } = this;
    this.#end = { kind, cause, ms };
    if (kind === undefined) this.target.end('nothing', this.#beganMs);
    else if (failures.has(kind)) this.target.end('failure', this.#beganMs);
    else this.target.end(typeof kind === 'number' ? 'success' : 'nothing', this.#beganMs);
    judgeLoad?.(kind, ms);
  }

  /** Its answer came, and cannot be passed on. In:  the status, and the error type of what is wrong with it. */
  refuse(status: number, cause: string): void {
    this.end(status);
    if (this.#end !== undefined) this.#end = { ...this.#end, cause };
  }

  /** Tells of an attempt that has ended. In:  whether another one is made in its place. */
  tell(retried: boolean): void {
    const { policy, onAttempt } = this.#plan;
    if (onAttempt === undefined || this.#end === undefined || this.#isTold) return;
    this.#isTold = true;
    const { kind, cause, ms } = this.#end;
    const status = typeof kind === 'number' ? kind : undefined;
    const fault = typeof kind === 'number' ? undefined : kind;
    const { name } = this.target;
    onAttempt({ upstream: policy.upstream, target: name, number: this.#number, status, fault, cause, ms, retried });
  }
}
