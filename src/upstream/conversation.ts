import type { Problem } from '../problem/problem.ts';
import { AnswerFault } from './answer-fault.ts';
import type { Relay } from './answer-relay.ts';
import type { ConversationPlan, StartedAnswer, Transport } from './conversation-plan.ts';
import { failureProblem, isIdleTimer } from './failure.ts';
import { tellProblem } from './tell-problem.ts';
import { readAnswerHead } from './received-head.ts';
import { passInterim } from './interim.ts';
import { openRelay, type ReplyFlow } from './relay.ts';
import { UnwantedRest } from './unwanted-rest.ts';
import { Watchdog } from './watchdog.ts';

/**
 * One request to the upstream and the passing on of its answer, whoever carries it. It ends in exactly one way: the
 * answer is passed on; `onProblem` is called, and where part of the answer has gone out the caller's connection is broken;
 * or the caller has left, or reads nothing of what came, and nobody is told anything.
 */
export class Conversation implements ReplyFlow {
  readonly requestId: ConversationPlan['requestId'];
  readonly outward: ConversationPlan['outward'];
  readonly #plan: ConversationPlan;
  #transport: Transport;
  readonly #watchdog: Watchdog;
  #relay: Relay | undefined;
  #interim = 0;
  #attempts = 1;
  #over = false;
  /** What still comes after the end, in which nobody is interested. */
  #rest: UnwantedRest | undefined;

  constructor(plan: ConversationPlan, transport: Transport) {
    this.#plan = plan;
    this.requestId = plan.requestId;
    this.outward = plan.outward;
    this.#transport = transport;
    this.#watchdog = new Watchdog(plan.limits, this);
  }

  start(): void {
    this.#plan.response.on('close', this.#leave);
    this.#watchdog.begin(this.#plan);
  }

  /** What the transport still reports after the end is no news. */
  get over(): boolean {
    return this.#over;
  }

  get leftMs(): number {
    return this.#watchdog.leftMs();
  }

  /** The request is sent once more, and asks for a connection; or it goes out, over one that stands. */
  enter(phase: 'CONNECT_TIMER' | 'FIRST_BYTE_TIMER'): void {
    const { connectMs, firstByteMs } = this.#plan.limits.timeouts;
    if (!this.#over) this.#watchdog.enter(phase, phase === 'CONNECT_TIMER' ? connectMs : firstByteMs);
  }

  /** Part of an upload has moved: both limits for the answer count from the end of the request. */
  uploading(): void {
    if (this.#over || this.#relay !== undefined) return;
    this.#watchdog.beginTotal();
    this.#watchdog.touch();
  }

  begin(answer: StartedAnswer): void {
    if (this.#over) return;
    const { status } = answer;
    if (status < 200 && status >= 100 && status !== 101) {
      this.#interim += 1;
      if (!passInterim(this.#plan.response, answer, this.#interim)) this.fail(new AnswerFault('ANSWER_INTERIM_FLOOD'));
      return;
    }
    if (status >= 400 && this.#repeat(this.#transport.instead(answer, this.leftMs))) return;
    try {
      this.#open(answer);
    } catch (error) {
      this.fail(error);
    }
  }

  piece(chunk: Buffer): void {
    this.#rest?.take(chunk);
    if (this.#over) return;
    this.#watchdog.touch();
    this.#relay?.write(chunk);
  }

  complete(): void {
    this.#rest?.end();
    if (this.#over) return;
    this.#relay?.end();
    if (!this.#over) this.#finish();
  }

  /** Whatever the transport, a limit or the passing on reports. */
  fail(error: unknown): void {
    if (this.#over) return;
    const { response, limits } = this.#plan;
    const progress = { ...this.#transport.progress(), headed: this.#relay !== undefined };
    const passedOn = this.#relay?.passedOn === true;
    const isFinal = passedOn || this.#relay?.streams === true || response.headersSent;
    const failed = { error, progress, isFinal, count: this.#attempts, leftMs: this.leftMs, timeouts: limits.timeouts };
    if (this.#repeat(this.#transport.again(failed))) return;
    this.#finish();
    this.#transport.abort();
    // Nothing of the upstream's is wrong where the caller did not take what there was.
    const isUnread = response.destroyed || (response.writableNeedDrain && isIdleTimer(error));
    if (passedOn ? !isUnread : !response.headersSent)
      tellProblem(this.#plan, failureProblem(error, progress, limits.timeouts), this.#transport);
    if (passedOn) response.destroy();
  }

  /** What there is of the answer is with nobody, and is forgotten. */
  #repeat(next: Transport | undefined): boolean {
    if (next === undefined) return false;
    this.#attempts += 1;
    this.#relay?.cancel();
    this.#relay = undefined;
    this.#transport = next;
    this.#watchdog.pausePhase();
    next.begin();
    return true;
  }

  #open(answer: StartedAnswer): void {
    const { method, headOnly = false, response, pseudonym, reply } = this.#plan;
    const head = readAnswerHead({ method, ...answer }, pseudonym);
    const relay = openRelay(head, { method, headOnly, pseudonym, response, reply, flow: this });
    if (relay === undefined) return;
    this.#relay = relay;
    if (head.bodiless) {
      // Without waiting for the upstream's end: content that must not be there may spoil it.
      this.complete();
      if (head.unwanted) this.#transport.abort();
    } else {
      this.#await(relay, head.contentLength);
    }
  }

  /** What the upstream still sends is passed on, or thrown away where the caller gets none of it. */
  #await(relay: Relay, contentLength: number | undefined): void {
    if (relay.bodiless) {
      this.complete();
      this.#rest = new UnwantedRest(contentLength, this.#transport);
      return;
    }
    if (relay.streams) {
      this.#watchdog.beginStream();
      this.#transport.streams();
    }
    this.#watchdog.enter('IDLE_TIMER', this.#plan.limits.timeouts.idleMs);
  }

  /** The idle limit goes on: a caller that reads nothing must not hold a connection of the upstream for ever. */
  pause(): void {
    this.#transport.pause();
  }

  resume(): void {
    if (this.#over) return;
    this.#watchdog.touch();
    this.#transport.resume();
  }

  taken(): void {
    this.#leave();
  }

  refused(problem: Problem): void {
    this.#transport.refused(problem);
    this.#leave();
    if (!this.#plan.response.headersSent) tellProblem(this.#plan, problem, this.#transport);
  }

  cut(problem: Problem): void {
    this.#transport.refused(problem);
    this.#leave();
    tellProblem(this.#plan, problem, this.#transport);
    this.#plan.response.destroy();
  }

  opened(relay: Relay): void {
    this.#await(relay, undefined);
  }

  readonly #leave = (): void => {
    if (this.#over) return;
    this.#finish();
    this.#transport.abort();
  };

  #finish(): void {
    this.#over = true;
    this.#watchdog.stop();
    this.#relay?.cancel();
    this.#plan.response.removeListener('close', this.#leave);
    this.#plan.onEnd?.();
  }
}
