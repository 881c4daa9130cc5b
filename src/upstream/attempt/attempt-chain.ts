import type { FailedAttempt, StartedAnswer } from '../conversation-plan.ts';
import type { ExchangePlan } from '../exchange-plan.ts';
import { failureKind, failureProblem, isCut, isLasting } from '../failure.ts';
import { catalogue } from '../../problem/catalogue.ts';
import type { Problem } from '../../problem/problem.ts';
import { AttemptHistory } from './attempt-history.ts';
import { type ChosenRepeat, chooseRepeat, type JudgedFailure } from './choose-repeat.ts';
import { readDeclined } from './declined-answer.ts';
import type { Visit } from './visit.ts';

/** An attempt that is to be made in place of one whose answer is not taken. */
export interface ReplacingRepeat extends ChosenRepeat {
  /** Of the answer that is not taken, in bytes, where it is announced. */
  readonly contentLength: number | undefined;
}

/** What became of the attempts of one request; made when the first of them fails. */
export class AttemptChain {
  readonly history = new AttemptHistory();
  readonly #plan: ExchangePlan;

  constructor(plan: ExchangePlan) {
    this.#plan = plan;
  }

  /** Remembers an attempt that failed, and judges whether there is another. In:  whether its connection was a used one. */
  failed(
    visit: Visit,
    { error, progress, isFinal, leftMs, timeouts }: FailedAttempt,
    reused: boolean,
  ): ChosenRepeat | undefined {
    const kind = failureKind(error, progress);
    const { ms } = visit;
    const { proxyError = '', code } = failureProblem(error, progress, timeouts);
    visit.end(kind, proxyError);
    if (kind === undefined) return undefined;
    const { sent } = progress;
    const lasting = isLasting(error, progress);
    this.history.add({ target: visit.target, sent, lasting, told: { cause: proxyError, code, ms } });
    const lost = reused && isCut(error) && !progress.answered;
    return isFinal ? undefined : this.#choose({ kind, sent, lost, leftMs, retryAfterMs: undefined });
  }

  /** Remembers an attempt whose answer came, and cannot be passed on. */
  refused(visit: Visit, status: number, { code, proxyError }: Problem): void {
    const cause = proxyError ?? catalogue[code].proxyError;
    const { ms } = visit;
    visit.refuse(status, cause);
    this.history.add({ target: visit.target, sent: true, told: { cause, code, status, ms } });
  }

  /** Judges whether an answer is passed on, or the request sent once more in its place. */
  declined(visit: Visit, { status, rawHeaders }: StartedAnswer, leftMs: number): ReplacingRepeat | undefined {
    const { retryAfterMs, isOfGateway, contentLength } = readDeclined(rawHeaders, this.#plan.policy.wallClock());
    if (isOfGateway) return undefined;
    this.history.add({
      target: visit.target,
      sent: true,
      told: { cause: 'http_response_status', status, ms: visit.ms },
    });
    const repeat = this.#choose({ kind: status, sent: true, lost: false, leftMs, retryAfterMs });
    if (repeat === undefined) this.history.takeBack();
    else visit.end(status);
    return repeat && { ...repeat, contentLength };
  }

  /** A stream has been read, so that it cannot be sent again. */
  #choose(failure: JudgedFailure): ChosenRepeat | undefined {
    if (this.#plan.content !== undefined) return undefined;
    return chooseRepeat(failure, { ...this.#plan, history: this.history });
  }
}
