import type { ServerResponse } from 'node:http';
import type { ProxyFields } from '../http/proxy-fields.ts';
import type { Problem } from '../problem/problem.ts';
import { planDeadline } from './attempt/plan-deadline.ts';
import type { Applicant } from './attempt/open-admission.ts';
import { Exchange } from './exchange.ts';
import { planExchange, type Shared } from './plan-exchange.ts';
import type { ForwardCall } from './forward-call.ts';

/** One request that is to be forwarded, until it goes on its way. */
export class Forwarding implements Applicant {
  readonly #call: ForwardCall;
  readonly #received: ProxyFields;
  readonly #shared: Shared;

  constructor(call: ForwardCall, received: ProxyFields, shared: Shared) {
    this.#call = call;
    this.#received = received;
    this.#shared = shared;
  }

  get response(): ServerResponse {
    return this.#call.response;
  }

  start(cameMs: number | undefined): void {
    const deadline = planDeadline(this.#call, cameMs);
    if (deadline?.kind === 'unreadable') {
      this.#shared.leave?.();
      this.refuse(deadline.problem);
      return;
    }
    const times = deadline === undefined ? { cameMs } : { cameMs, ...deadline };
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
