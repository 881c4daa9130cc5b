import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { AnswerFault } from './answer-fault.ts';
import { AttemptHistory } from './attempt/attempt-history.ts';
import type { AttemptKind } from './attempt/attempt-kind.ts';
import type { AttemptPolicy } from './attempt/attempt-policy.ts';
import { untriedTarget } from './attempt/untried-target.ts';
import { Visit } from './attempt/visit.ts';
import { Conversation } from './conversation.ts';
import type { ConversationPlan, FailedAttempt, Transport } from './conversation-plan.ts';
import { failureKind, failureProblem } from './failure.ts';
import { isSecuring } from './tls/is-securing.ts';
import { watchNaming } from './lookup/naming.ts';
import type { EngineListener, ProxyEngine } from './proxy-engine.ts';
import { isLostOnTheWay } from './lost-on-the-way.ts';
import type { Target } from './target/target.ts';
import type { TargetSet } from './target/target-set.ts';

/** One request that is passed through, and where its answer goes. */
export interface PassagePlan extends ConversationPlan {
  readonly engine: ProxyEngine;
  readonly policy: AttemptPolicy;
  /** Where it is sent first. */
  readonly target: Target;
  /** Where else it may be sent. */
  readonly targets: TargetSet;
  /** Makes the request that the engine gets, anew for each attempt. */
  readonly request: () => IncomingMessage;
  /** The content of the request; `undefined` where it has none, so that it can be sent twice. */
  readonly content: Readable | undefined;
}

/** Node's HTTP client keeps so many fields of an answer, and drops the others in silence. */
const mostFields = 1000;

/** One request carried by http-proxy-middleware. */
export class Passage implements EngineListener, Transport {
  readonly #plan: PassagePlan;
  readonly #conversation: Conversation;
  #upstreamRequest: ClientRequest | undefined;
  #answer: IncomingMessage | undefined;
  #isNaming: () => boolean = () => false;
  #connected = false;
  #bytesBefore = 0;
  #end: () => void = () => {};
  readonly #history = new AttemptHistory();
  #visit: Visit;
  /** The next attempt is made over a connection of its own. */
  #fresh = false;
  #kind: AttemptKind | undefined;
  #cause: string | undefined;

  constructor(plan: PassagePlan) {
    const onEnd = (): void => {
      this.#visit.end(this.#kind, this.#cause);
      this.#visit.tell(false);
      plan.onEnd?.();
    };
    this.#plan = plan;
    this.#visit = new Visit(plan.target, plan, 1);
    this.#conversation = new Conversation({ ...plan, onEnd }, this);
  }

  start(): void {
    this.#conversation.start();
    this.#send();
  }

  /** The request has got a connection, which may still have to be made. */
  onRequest(upstreamRequest: ClientRequest): void {
    this.#upstreamRequest = upstreamRequest;
    const { socket } = upstreamRequest;
    if (this.#conversation.over || socket === null) {
      this.abort();
      return;
    }
    this.#bytesBefore = socket.bytesRead;
    this.#isNaming = watchNaming(socket, this.#plan.target.connections.place);
    if (socket.connecting) socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => this.#onConnect());
    else this.#onConnect();
    // Not earlier: a listener lets the stream flow, and the engine takes it only now.
    this.#plan.content?.on('data', () => this.#conversation.uploading());
    upstreamRequest.on('information', ({ statusCode: status, rawHeaders }) => {
      this.#conversation.begin({ status, reason: '', rawHeaders });
    });
    // Without a listener Node drops the connection in silence, and the caller would wait for ever.
    upstreamRequest.on('upgrade', () => this.fail(new AnswerFault('ANSWER_UPGRADE')));
  }

  onResponse(answer: IncomingMessage): void {
    const { statusCode: status = 0, statusMessage: reason = '', rawHeaders } = answer;
    this.#answer = answer;
    this.#kind = status;
    answer.on('data', (chunk: Buffer) => this.#conversation.piece(chunk));
    answer.on('end', () => this.#conversation.complete());
    if (rawHeaders.length >= 2 * mostFields) this.fail(new AnswerFault('ANSWER_FIELDS'));
    else this.#conversation.begin({ status, reason, rawHeaders });
  }

  fail(error: unknown): void {
    this.#conversation.fail(error);
  }

  progress(): ReturnType<Transport['progress']> {
    const socket = this.#upstreamRequest?.socket;
    const { content } = this.#plan;
    const unread = content !== undefined && (socket?.writableLength ?? 0) > 0;
    return {
      naming: !this.#connected && this.#isNaming(),
      securing: !this.#connected && isSecuring(socket),
      sent: this.#connected,
      unread,
      starved: !unread && content?.readableEnded === false && content.readableLength === 0,
      answered: this.#answer !== undefined || (socket?.bytesRead ?? 0) > this.#bytesBefore,
    };
  }

  pause(): void {
    this.#answer?.pause();
  }

  resume(): void {
    this.#answer?.resume();
  }

  abort(): void {
    this.#end();
    this.#upstreamRequest?.destroy();
  }

  begin(): void {
    this.#connected = false;
    this.#upstreamRequest = undefined;
    this.#isNaming = () => false;
    this.#kind = undefined;
    this.#cause = undefined;
    this.#conversation.enter('CONNECT_TIMER');
    this.#send();
  }

  again(failed: FailedAttempt): Transport | undefined {
    this.#remember(failed);
    const target = this.#nextTarget(failed);
    if (target === undefined) return undefined;
    this.abort();
    this.#visit.end(this.#kind, this.#cause);
    this.#visit.tell(true);
    this.#visit = new Visit(target, this.#plan, 1 + this.#history.count);
    return this;
  }

  #remember({ error, progress, timeouts }: FailedAttempt): void {
    this.#kind = failureKind(error, progress);
    const { proxyError = '', code } = failureProblem(error, progress, timeouts);
    this.#cause = proxyError;
    const { target, ms } = this.#visit;
    if (this.#kind !== undefined)
      this.#history.add({ target, sent: progress.sent, told: { cause: proxyError, code, ms } });
  }

  /** Content is sent once: the engine reads it from the caller as soon as a connection is asked for. */
  #nextTarget(failed: FailedAttempt): Target | undefined {
    const { content, method, policy, targets } = this.#plan;
    const { isFinal, progress, leftMs } = failed;
    if (isFinal || content !== undefined || leftMs === 0) return undefined;
    this.#fresh = false;
    if (!progress.sent) return this.#kind === 'connect' ? untriedTarget(policy, targets, this.#history) : undefined;
    const lost = { ...failed, count: this.#history.sentCount };
    if (progress.answered || this.#upstreamRequest?.reusedSocket !== true || !isLostOnTheWay(lost, method)) return;
    this.#fresh = true;
    return this.#visit.target;
  }

  /** What is passed through is the caller's own affair, its refusals too. */
  instead(): undefined {
    return undefined;
  }

  streams(): void {
    if (typeof this.#kind === 'number') this.#visit.streams(this.#kind);
  }

  refused(): void {}

  attempts(): ReturnType<Transport['attempts']> {
    return this.#history.told;
  }

  #send(): void {
    const { engine, request, content } = this.#plan;
    const { target } = this.#visit;
    this.#end = engine.send(request(), { target, listener: this, content, fresh: this.#fresh });
  }

  #onConnect(): void {
    this.#connected = true;
    this.#conversation.enter('FIRST_BYTE_TIMER');
  }
}
