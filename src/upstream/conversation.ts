import { idempotentMethods } from '../http/methods.ts';
import type { Problem } from '../problem/problem.ts';
import { AnswerFault } from './answer-fault.ts';
import type { Relay } from './answer-relay.ts';
import type { ConversationPlan, StartedAnswer, Transport } from './conversation-plan.ts';
import { passEarlyHints } from './early-hints.ts';
import { failureProblem, isCut, isIdleTimer, type Progress } from './failure.ts';
import { readAnswerHead } from './received-head.ts';
import { openRelay, type ReplyFlow } from './relay.ts';
import { Watchdog } from './watchdog.ts';

/** Content of at most this length, in bytes, that nobody wants costs less than a new connection. */
const shortBytes = 16_384;
/** How long such content may take. */
const shortMs = 1000;

/** More interim answers (1xx) to one request than this are an attack or a defect. */
const maxInterim = 32;

/**
 * One request to the upstream and the passing on of its answer, whoever carries it. It ends in exactly one way: the
 * answer is passed on; `onProblem` is called, and where part of the answer has gone out the caller's connection is broken;
 * or the caller has left, or reads nothing of what came, and nobody is told anything.
 */
export class Conversation {
  readonly #plan: ConversationPlan;
  readonly #transport: Transport;
  readonly #watchdog: Watchdog;
  #relay: Relay | undefined;
  #interim = 0;
  #retried = false;
  #over = false;
  /** How many bytes may still come after the end, in which nobody is interested. */
  #unwanted = Number.POSITIVE_INFINITY;
  #rest: NodeJS.Timeout | undefined;

  constructor(plan: ConversationPlan, transport: Transport) {
    this.#plan = plan;
    this.#transport = transport;
    this.#watchdog = new Watchdog(plan.timeouts, (fault) => this.fail(fault));
  }

  start(): void {
    this.#plan.response.once('close', this.#leave);
    this.#watchdog.beginTotal();
    this.#watchdog.enter('CONNECT_TIMER', this.#plan.timeouts.connectMs);
  }

  /** What the transport still reports after the end is no news. */
  get over(): boolean {
    return this.#over;
  }

  /** The request goes out, over a connection that stands. */
  connected(): void {
    if (!this.#over) this.#watchdog.enter('FIRST_BYTE_TIMER', this.#plan.timeouts.firstByteMs);
  }

  /** Part of an upload has moved: both limits for the answer count from the end of the request. */
  uploading(): void {
    if (this.#over || this.#relay !== undefined) return;
    this.#watchdog.beginTotal();
    this.#watchdog.touch();
  }

  begin(answer: StartedAnswer): void {
    if (this.#over) return;
    const { status, rawHeaders } = answer;
    if (status >= 100 && status < 200 && status !== 101) {
      this.#interim += 1;
      if (this.#interim > maxInterim) this.fail(new AnswerFault('ANSWER_INTERIM_FLOOD'));
      else if (status === 103) passEarlyHints(this.#plan.response, rawHeaders);
      return;
    }
    try {
      this.#open(answer);
    } catch (error) {
      this.fail(error);
    }
  }

  piece(chunk: Buffer): void {
    this.#unwanted -= chunk.length;
    if (this.#unwanted < 0) this.#transport.abort();
    if (this.#over) return;
    this.#watchdog.touch();
    this.#relay?.write(chunk);
  }

  complete(): void {
    clearTimeout(this.#rest);
    if (this.#over) return;
    this.#relay?.end();
    if (!this.#over) this.#finish();
  }

  /** Whatever the transport, a limit or the passing on reports. */
  fail(error: unknown): void {
    if (this.#over) return;
    const progress = { ...this.#transport.progress(), headed: this.#relay !== undefined };
    if (this.#mayRetry(error, progress) && this.#transport.retry()) {
      this.#retried = true;
      return;
    }
    const { response, timeouts } = this.#plan;
    const passedOn = this.#relay?.passedOn === true;
    this.#finish();
    this.#transport.abort();
    // Nothing of the upstream's is wrong where the caller did not take what there was.
    const isUnread = response.destroyed || (response.writableNeedDrain && isIdleTimer(error));
    if (passedOn ? !isUnread : !response.headersSent) this.#report(failureProblem(error, progress, timeouts));
    if (passedOn) response.destroy();
  }

  #open(answer: StartedAnswer): void {
    const { method, headOnly = false, response, pseudonym, reply } = this.#plan;
    const head = readAnswerHead({ method, ...answer }, pseudonym);
    const relay = openRelay(head, { method, headOnly, pseudonym, response, reply, flow: this.#flow });
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
      this.#throwAway(contentLength);
      return;
    }
    if (relay.streams) this.#watchdog.beginStream();
    this.#watchdog.enter('IDLE_TIMER', this.#plan.timeouts.idleMs);
  }

  /** A short rest is read to its end, so that the connection can be used again; a long or slow one ends it. */
  #throwAway(contentLength: number | undefined): void {
    this.#unwanted = shortBytes;
    if (contentLength !== undefined && contentLength > shortBytes) this.#transport.abort();
    else this.#rest = setTimeout(() => this.#transport.abort(), shortMs).unref();
  }

  readonly #flow: ReplyFlow = {
    // The idle limit goes on: a caller that reads nothing must not hold a connection of the upstream for ever.
    pause: () => this.#transport.pause(),
    resume: () => {
      if (this.#over) return;
      this.#watchdog.touch();
      this.#transport.resume();
    },
    broken: (error) => this.fail(error),
    taken: () => this.#leave(),
    refused: (problem) => {
      this.#leave();
      if (!this.#plan.response.headersSent) this.#report(problem);
    },
    cut: (problem) => {
      this.#leave();
      this.#report(problem);
      this.#plan.response.destroy();
    },
    opened: (relay) => this.#await(relay, undefined),
  };

  /** A used connection may have been closed by the upstream while our request was on its way to it. */
  #mayRetry(error: unknown, progress: Progress): boolean {
    return !this.#retried && !progress.answered && isCut(error) && idempotentMethods.has(this.#plan.method);
  }

  /** What the app throws here would end the process, for it would be thrown out of an event of the connection. */
  #report(problem: Problem): void {
    try {
      this.#plan.onProblem(problem);
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
      this.#plan.response.destroy();
    }
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
