import type { Target, TargetGate } from '../target/target.ts';
import type { TellState } from '../target/target-change.ts';
import type { HealthSettings } from './health-settings.ts';
import type { Probe } from './probe.ts';

/** What a check needs of the world. */
export interface HealthTools {
  /** As `performance.now()`. */
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** As `setTimeout`, of a timer that does not keep the process alive; gives back how to stop it. */
  readonly after: (ms: number, work: () => void) => () => void;
}

/** How far probes move by lot, as a part of the time between them: gateways that start together do not ask together. */
const jitter = 0.1;

/** The first probes of a start are spread over so long, in milliseconds. */
const startSpreadMs = 200;

/**
 * Watches over one target by probes, one after another, and keeps requests from it while it is not well.
 *
 * The first probe decides by itself; until it has ended the target counts as well. After that it takes several in a row.
 */
export class HealthCheck implements TargetGate {
  readonly yieldsToPanic = true;
  readonly #target: Target;
  readonly #settings: HealthSettings;
  readonly #probe: Probe;
  readonly #tools: HealthTools;
  readonly #tell: TellState<'health'>;
  readonly #ending = new AbortController();
  #isWell = true;
  #isFirst = true;
  /** Probes in a row that speak against what is believed. */
  #against = 0;
  #nextAtMs = 0;
  #stopTimer: () => void = () => {};

  constructor(target: Target, { settings, probe, tools, tell = () => {} }: HealthCheckParts) {
    this.#tell = tell;
    this.#target = target;
    this.#settings = settings;
    this.#probe = probe;
    this.#tools = tools;
  }

  start(): void {
    const { everyMs } = this.#settings;
    this.#probeIn(this.#tools.random() * Math.min(startSpreadMs, everyMs));
  }

  /** No more probes; what is known stays as it is. */
  stop(): void {
    this.#stopTimer();
    this.#ending.abort();
  }

  allows(): boolean {
    return this.#isWell;
  }

  /** When the next probes can have brought it back. */
  allowsAtMs(nowMs: number): number {
    const missing = Math.max(0, this.#settings.healthyAfter - this.#against - 1);
    return Math.max(nowMs, this.#nextAtMs) + missing * this.#settings.everyMs;
  }

  began(): void {}

  ended(): void {}

  #probeIn(ms: number): void {
    if (this.#ending.signal.aborted) return;
    this.#nextAtMs = this.#tools.now() + ms;
    this.#stopTimer = this.#tools.after(ms, () => void this.#ask());
  }

  async #ask(): Promise<void> {
    const { signal } = this.#ending;
    const isGood = await this.#probe(signal);
    if (signal.aborted) return;
    this.#judge(isGood);
    this.#probeIn(this.#settings.everyMs * (1 - jitter + 2 * jitter * this.#tools.random()));
  }

  #judge(isGood: boolean): void {
    const { unhealthyAfter, healthyAfter } = this.#settings;
    const enough = this.#isFirst ? 1 : isGood ? healthyAfter : unhealthyAfter;
    this.#isFirst = false;
    this.#against = isGood === this.#isWell ? 0 : this.#against + 1;
    if (this.#against < enough || isGood === this.#isWell) return;
    this.#isWell = isGood;
    this.#against = 0;
    if (isGood) this.#target.comesBackAt(this.#tools.now());
    this.#tell(isGood ? 'healthy' : 'unhealthy');
  }
}

/** What a check is made from. */
export interface HealthCheckParts {
  readonly settings: HealthSettings;
  readonly probe: Probe;
  readonly tools: HealthTools;
  /** Told where what is believed changes. @default nobody is */
  readonly tell?: TellState<'health'>;
}
