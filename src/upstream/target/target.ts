import type { LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import type { Address } from '../address.ts';

/** What an attempt says of its target: `nothing` where the caller left, or where the fault was on our side. */
export type AttemptOutcome = 'success' | 'failure' | 'nothing';

/** Something that may keep requests from a target for a while, such as a breaker. Times as `performance.now()` gives them. */
export interface TargetGate {
  /**
   * Whether it is passed by where too few targets are left; a gate that protects the target itself is not.
   * @default false
   */
  readonly yieldsToPanic?: boolean;
  /** Whether a request may go there now. */
  allows(nowMs: number): boolean;
  /** The moment from which one may again, as far as is known; asked only while it does not allow any. */
  allowsAtMs(nowMs: number): number;
  /** A request goes there. */
  began(nowMs: number): void;
  /** The answer to one that began at `beganMs` has begun, and is a stream: its end may be far. Where it hangs on nothing: absent. */
  streams?(nowMs: number, beganMs: number): void;
  /** One that began at `beganMs` has ended; called once for each that began. */
  ended(outcome: AttemptOutcome, nowMs: number, beganMs: number): void;
}

/** The connections to one target. What they are may change, so they are asked for at each attempt. */
export interface TargetConnections {
  /** Kept and used again. */
  readonly pool: Dispatcher;
  /** Opens a new connection for every request. */
  readonly freshPool: Dispatcher;
  /** Where they lead, for connections that are not undici's. */
  readonly place: TargetPlace;
}

/** Where a target is. */
export interface TargetPlace {
  readonly address: Address;
  /** How the name of the host is looked up; `undefined` where it has none. */
  readonly lookup: LookupFunction | undefined;
}

/** What a target is made from. */
export interface TargetSettings {
  /** The only name of it that a caller may see: `users#1`, or the one that the options give it. */
  readonly name: string;
  readonly weight: number;
  /** What the choice by `hash` knows it by; the same in every process, whatever its place in the list. */
  readonly identity: string;
  /** How long it takes to its full weight when it comes back, in milliseconds. */
  readonly returnMs: number;
  /** Put before the path of every request; without a slash at the end. */
  readonly basePath: string;
  readonly connections: TargetConnections;
  /** As `performance.now()`. */
  readonly now: () => number;
}

/** The part of its weight that a target has in the moment in which it comes back. */
const firstShare = 0.1;

/** One place that the requests of an upstream can be sent to, and what is known of it. */
export class Target {
  readonly name: string;
  readonly weight: number;
  readonly identity: string;
  readonly basePath: string;
  readonly connections: TargetConnections;
  /** What may keep requests from it; filled at start. */
  readonly gates: TargetGate[] = [];
  /** Attempts under way. */
  pending = 0;
  readonly #now: () => number;
  readonly #returnMs: number;
  #backAtMs = Number.NEGATIVE_INFINITY;

  constructor({ name, weight, identity, basePath, connections, now, returnMs }: TargetSettings) {
    this.name = name;
    this.weight = weight;
    this.identity = identity;
    this.basePath = basePath;
    this.connections = connections;
    this.#now = now;
    this.#returnMs = returnMs;
  }

  /** An attempt goes there; each that begins must `end`, with the moment that this gives. */
  begin(): number {
    this.pending += 1;
    if (this.gates.length === 0) return 0;
    const nowMs = this.#now();
    for (const gate of this.gates) gate.began(nowMs);
    return nowMs;
  }

  /** Its answer has begun well, and may go on for ever. */
  streams(beganMs: number): void {
    if (this.gates.length === 0) return;
    const nowMs = this.#now();
    for (const gate of this.gates) gate.streams?.(nowMs, beganMs);
  }

  /** An attempt has ended. */
  end(outcome: AttemptOutcome, beganMs: number): void {
    this.pending -= 1;
    if (this.gates.length === 0) return;
    const nowMs = this.#now();
    for (const gate of this.gates) gate.ended(outcome, nowMs, beganMs);
  }

  /** Whether a request may go there now; in a panic not every gate is asked. */
  allows(nowMs: number, inPanic = false): boolean {
    for (const gate of this.gates) {
      if (!(inPanic && gate.yieldsToPanic) && !gate.allows(nowMs)) return false;
    }
    return true;
  }

  /** The moment from which a request may go there, as far as is known. */
  allowsAtMs(nowMs: number): number {
    let latest = nowMs;
    for (const gate of this.gates) {
      if (!gate.allows(nowMs)) latest = Math.max(latest, gate.allowsAtMs(nowMs));
    }
    return latest;
  }

  /** It was away, and is back at this moment: its weight grows from a tenth to the whole. */
  comesBackAt(atMs: number): void {
    this.#backAtMs = atMs;
  }

  /** Whether it came back so lately that it has not all of its weight. */
  isReturning(nowMs: number): boolean {
    return nowMs - this.#backAtMs < this.#returnMs;
  }

  weightAt(nowMs: number): number {
    const awayMs = nowMs - this.#backAtMs;
    if (awayMs >= this.#returnMs) return this.weight;
    return this.weight * Math.max(firstShare, awayMs / this.#returnMs);
  }
}
