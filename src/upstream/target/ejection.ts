import type { TellState } from './target-change.ts';
import type { AttemptOutcome, Target, TargetGate } from './target.ts';

/** When a target is left out because requests to it fail. */
export interface EjectionSettings {
  /** After so many failures in a row; 0: never. */
  readonly consecutiveFailures: number;
  /** For so long the first time, twice as long the second, and so on, in milliseconds. */
  readonly ejectMs: number;
  /** At most for so long, in milliseconds. */
  readonly maxEjectMs: number;
  /** The part of an upstream's targets that may be left out at once, 0 to 1; a fraction of a target is none. */
  readonly mostShare: number;
}

/** Counts how many targets of an upstream are left out: never more than their share. */
export class EjectionQuota {
  readonly most: number;
  readonly #ejections: Ejection[] = [];

  /** In: how many targets there are. */
  constructor({ mostShare }: EjectionSettings, count: number) {
    // A third of three targets is one, whatever the fraction is in binary.
    this.most = Math.floor(mostShare * count + 1e-9);
  }

  join(ejection: Ejection): void {
    this.#ejections.push(ejection);
  }

  hasRoom(nowMs: number): boolean {
    return this.#ejections.filter((ejection) => !ejection.allows(nowMs)).length < this.most;
  }
}

/**
 * Leaves a target out after failures in a row: for longer each time, until it has served through a whole return. While it
 * returns, one failure is enough.
 */
export class Ejection implements TargetGate {
  readonly yieldsToPanic = true;
  readonly #target: Target;
  readonly #settings: EjectionSettings;
  readonly #quota: EjectionQuota;
  readonly #tell: TellState<'ejection'>;
  #isOut = false;
  #failures = 0;
  /** How often it was left out, one soon after the other. */
  #times = 0;
  #untilMs = Number.NEGATIVE_INFINITY;

  constructor(target: Target, settings: EjectionSettings, { quota, tell = () => {} }: EjectionParts) {
    this.#target = target;
    this.#tell = tell;
    this.#settings = settings;
    this.#quota = quota;
    quota.join(this);
  }

  allows(nowMs: number): boolean {
    return nowMs >= this.#untilMs;
  }

  allowsAtMs(): number {
    return this.#untilMs;
  }

  began(nowMs: number): void {
    if (!this.#isOut || !this.allows(nowMs)) return;
    this.#isOut = false;
    this.#tell('returned');
  }

  ended(outcome: AttemptOutcome, nowMs: number, beganMs: number): void {
    // What began before it was left out says nothing new.
    if (outcome === 'nothing' || beganMs < this.#untilMs) return;
    if (outcome === 'failure') this.#fail(nowMs);
    else {
      this.#failures = 0;
      if (!this.#target.isReturning(nowMs)) this.#times = 0;
    }
  }

  #fail(nowMs: number): void {
    const { consecutiveFailures, ejectMs, maxEjectMs } = this.#settings;
    this.#failures += 1;
    const enough = this.#times > 0 && this.#target.isReturning(nowMs) ? 1 : consecutiveFailures;
    if (this.#failures < enough || !this.#quota.hasRoom(nowMs)) return;
    this.#times += 1;
    this.#failures = 0;
    this.#untilMs = nowMs + Math.min(maxEjectMs, ejectMs * this.#times);
    this.#target.comesBackAt(this.#untilMs);
    this.#isOut = true;
    this.#tell('ejected');
  }
}

/** What is around an ejection. */
export interface EjectionParts {
  readonly quota: EjectionQuota;
  /** Told where the target is left out, and of the first request after that. @default nobody is */
  readonly tell?: TellState<'ejection'>;
}
