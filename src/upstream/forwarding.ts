import type { ServerResponse } from 'node:http';
import type { ProxyFields } from '../http/proxy-fields.ts';
import type { Problem } from '../problem/problem.ts';
import type { Admission } from './attempt/admission.ts';
import { admit, type Applicant } from './attempt/open-admission.ts';
import { type PlannedDeadline, planDeadline } from './attempt/plan-deadline.ts';
import { Exchange } from './exchange.ts';
import { planExchange, type Shared } from './plan-exchange.ts';
import { boundOf } from './timeouts.ts';
import type { ForwardCall } from './forward-call.ts';

/** One request that is to be forwarded, until it goes on its way. */
export class Forwarding implements Applicant {
  readonly #call: ForwardCall;
  readonly #received: ProxyFields;
  readonly #shared: Shared;
  #deadline: Extract<PlannedDeadline, { kind: 'read' }> | undefined;

  constructor(call: ForwardCall, received: ProxyFields, shared: Shared) {
    this.#call = call;
    this.#received = received;
    this.#shared = shared;
  }

  get response(): ServerResponse {
    return this.#call.response;
  }

  /** Until its own limit is over: what has not been sent by then is not sent. */
  get mostMs(): number {
    const { totalMs } = this.#shared.limitsOf(this.#call.timeouts).timeouts;
    const leftMs = (this.#deadline?.callerEndMs ?? Number.POSITIVE_INFINITY) - performance.now();
    return Math.min(Math.max(0, leftMs), boundOf(totalMs));
  }

  /** Goes on at once, or where requests are counted when it is its turn. */
  enter(admission: Admission | undefined): void {
    const deadline = planDeadline(this.#call);
    if (deadline?.kind === 'unreadable') {
      this.refuse(deadline.problem);
      return;
    }
    this.#deadline = deadline;
    if (admission === undefined) this.start(undefined);
    else admit(admission, this);
  }

  start(cameMs: number | undefined): void {
    const times = this.#deadline === undefined ? { cameMs } : { cameMs, ...this.#deadline };
    new Exchange(planExchange(this.#call, this.#received, { shared: this.#shared, times })).start();
  }

  refuse(problem: Problem): void {
    this.gone();
    this.#call.onProblem(problem);
  }

  gone(): void {
    this.#call.content?.release();
  }
}
