import type { ServerResponse } from 'node:http';
import { createProblem, type Problem } from '../../problem/problem.ts';
import { Admission } from './admission.ts';
import type { AttemptKind } from './attempt-kind.ts';
import type { AttemptOptions } from './attempt-options.ts';
import { AdaptiveLimit, fixedLimit, type LoadOutcome } from './load-limit.ts';

/** Makes what bounds the requests under way; `undefined` where nothing does. */
export function openAdmission({ maxPending, queue, adaptive }: AttemptOptions): Admission | undefined {
  if (maxPending === 0) return undefined;
  const limit = adaptive === undefined ? fixedLimit(maxPending) : new AdaptiveLimit(adaptive.min, maxPending);
  return new Admission(limit, { queueMax: queue.max, queueMs: queue.timeoutMs });
}

/** What an attempt says of the load: too much of it, where it ran out of time, was turned away, or took too long. */
export function loadOutcome(kind: AttemptKind | undefined, ms: number, slowMs: number): LoadOutcome {
  if (kind === undefined) return 'nothing';
  if (kind === 'timeout' || kind === 503 || kind === 429) return 'overloaded';
  if (typeof kind !== 'number') return 'nothing';
  return slowMs > 0 && ms > slowMs ? 'overloaded' : 'served';
}

/** A request that wants to be admitted. */
export interface Applicant {
  readonly response: ServerResponse;
  /** How long it can wait for its turn, in milliseconds: nobody wants it any more after that. `Infinity`: however long. */
  readonly mostMs: number;
  /** It goes on, and must leave. In:  since when it has waited, as `performance.now()` gives it, where it had to. */
  start(cameMs: number | undefined): void;
  refuse(problem: Problem): void;
  /** Its caller has left while it waited. */
  gone(): void;
}

/** Lets a request go on at once or when it is its turn, or refuses it with 503 `overloaded`. */
export function admit(admission: Admission, applicant: Applicant): void {
  if (admission.enter()) {
    applicant.start(undefined);
    return;
  }
  const { response, mostMs } = applicant;
  const cameMs = performance.now();
  const leave = (): void => {
    place?.giveUp();
    applicant.gone();
  };
  const place = admission.wait({
    mostMs,
    admitted() {
      response.removeListener('close', leave);
      applicant.start(cameMs);
    },
    expired() {
      response.removeListener('close', leave);
      applicant.refuse(overloaded);
    },
  });
  if (place === undefined) applicant.refuse(overloaded);
  else response.on('close', leave);
}

const overloaded = createProblem('overloaded', {
  detail: 'The gateway has as many requests to the service behind as it takes. The request was not sent.',
  headers: { 'Retry-After': '1' },
});
