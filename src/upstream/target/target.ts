import type { Dispatcher } from 'undici';

/** What an attempt says of its target: `nothing` where the caller left, or where the fault was on our side. */
export type AttemptOutcome = 'success' | 'failure' | 'nothing';

/** Something that may keep requests from a target for a while, such as a breaker. Times as `performance.now()` gives them. */
export interface TargetGate {
  /** Whether a request may go there now. */
  allows(nowMs: number): boolean;
  /** The moment from which one may again, as far as is known; asked only while it does not allow any. */
  allowsAtMs(nowMs: number): number;
  /** A request goes there. */
  began(nowMs: number): void;
  /** It has ended; called once for each that began. */
  ended(outcome: AttemptOutcome, nowMs: number): void;
}

/** The connections to one target. */
export interface TargetConnections {
  /** Kept and used again. */
  readonly pool: Dispatcher;
  /** Opens a new connection for every request. */
  readonly freshPool: Dispatcher;
}

/** What a target is made from. */
export interface TargetSettings {
  /** The only name of it that a caller may see: `users#1`, or the one that the options give it. */
  readonly name: string;
  readonly weight: number;
  /** Put before the path of every request; without a slash at the end. */
  readonly basePath: string;
  readonly connections: TargetConnections;
}

/** One place that the requests of an upstream can be sent to, and what is known of it. */
export class Target {
  readonly name: string;
  readonly weight: number;
  readonly basePath: string;
  readonly connections: TargetConnections;
  /** What may keep requests from it; filled at start. */
  readonly gates: TargetGate[] = [];
  /** Attempts under way. */
  pending = 0;

  constructor({ name, weight, basePath, connections }: TargetSettings) {
    this.name = name;
    this.weight = weight;
    this.basePath = basePath;
    this.connections = connections;
  }

  /** An attempt goes there; each that begins must `end`. */
  begin(): void {
    this.pending += 1;
    if (this.gates.length > 0) this.#began();
  }

  /** An attempt has ended. */
  end(outcome: AttemptOutcome): void {
    this.pending -= 1;
    if (this.gates.length > 0) this.#ended(outcome);
  }

  #began(): void {
    const nowMs = performance.now();
    for (const gate of this.gates) gate.began(nowMs);
  }

  #ended(outcome: AttemptOutcome): void {
    const nowMs = performance.now();
    for (const gate of this.gates) gate.ended(outcome, nowMs);
  }
}
