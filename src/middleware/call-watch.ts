import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeprecatedUse } from '../pipeline/ageing/deprecated-use.ts';
import type { CompiledOperation } from '../pipeline/pipeline.ts';
import type { Incoming, Outcome, Outgoing, PlacedValues, TypedValues } from '../pipeline/request.ts';
import type { Problem } from '../problem/problem.ts';
import type { AnswerViolation } from '../reply/answer-violation.ts';
import type { CallListener, CallMarks, CallRecord } from '../signal/call-record.ts';
import type { EndedAttempt, HearAttempt } from '../upstream/attempt/attempt-policy.ts';
import { noteOwnListener } from '../upstream/write-head.ts';
import { callApp } from './app-function.ts';
import type { Observation } from './observation.ts';

/** A request as it arrives. */
export interface Arrived {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly requestId: string;
}

/** Goes with one request and notes what becomes of it; made only where somebody listens. */
export class CallWatch implements CallRecord {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly requestId: string;
  readonly cameMs = Date.now();
  readonly marks: { -readonly [Mark in keyof CallMarks]: CallMarks[Mark] } = {
    came: performance.now(),
    admitted: undefined,
    read: undefined,
    ran: undefined,
    ended: undefined,
  };
  readonly attempts: EndedAttempt[] = [];
  readonly answerViolations: AnswerViolation[] = [];
  readonly used = new Set<DeprecatedUse>();
  operation: CompiledOperation | undefined;
  passedBelow: string | undefined;
  upstream: string | undefined;
  incoming: Incoming | undefined;
  values: TypedValues | undefined;
  placed: PlacedValues | undefined;
  outgoing: Outgoing | undefined;
  status: number | undefined;
  problem: Problem | undefined;
  instance: string | undefined;
  hasLeft = false;
  readonly #listeners: readonly CallListener[];
  #hasCome = false;
  #connectionEnded: (() => void) | undefined;

  constructor({ req, res, requestId }: Arrived, listeners: readonly CallListener[]) {
    this.req = req;
    this.res = res;
    this.requestId = requestId;
    this.#listeners = listeners;
  }

  /** Its route has an operation. */
  found(operation: CompiledOperation): void {
    this.operation = operation;
    this.upstream = operation.operation.upstream.name;
    if (operation.use !== undefined) this.used.add(operation.use);
    this.#come();
  }

  /** No contract declares its route, and one of the prefixes covers it. */
  passed(prefix: string, upstream: string): void {
    this.passedBelow = prefix;
    this.upstream = upstream;
    this.#come();
  }

  admitted(): void {
    this.marks.admitted = performance.now();
  }

  /** Its content is there: the stages begin. Out: whether they are to be looked at. */
  read(incoming: Incoming): boolean {
    this.incoming = incoming;
    this.marks.read = performance.now();
    return this.#listeners.some((listener) => callApp('signal', () => listener.wantsValues?.(this)) === true);
  }

  /** The stages are over. */
  ran(outcome: Outcome<Outgoing>, observed: Observation | undefined): void {
    this.marks.ran = performance.now();
    if (outcome.ok) this.outgoing = outcome.value;
    this.values = observed?.values;
    this.placed = observed?.placed;
  }

  /** The request as it is sent, with the fields that listeners ask for. */
  sends(outgoing: Outgoing): Outgoing {
    const fields = this.#listeners.flatMap((listener) => callApp('signal', () => listener.fields?.(this)) ?? []);
    if (fields.length === 0) return outgoing;
    const names = new Set(fields.map(([name]) => name.toLowerCase()));
    const { headers } = outgoing;
    const others = headers.filter((_, index) => !names.has(headers[index - (index % 2)]?.toLowerCase() ?? ''));
    return { ...outgoing, headers: [...others, ...fields.flat()] };
  }

  /** What hears of its attempts, with another that does. */
  hearing(other: HearAttempt | undefined): HearAttempt {
    return (attempt) => {
      this.attempts.push(attempt);
      for (const listener of this.#listeners) callApp('signal', () => listener.attempted?.(this, attempt));
      other?.(attempt);
    };
  }

  /** It is answered with a problem, or handed on with one. */
  refused(problem: Problem, instance: string): void {
    this.problem = problem;
    this.instance = instance;
    this.#come();
  }

  /** Listens for its end; only the first call does. */
  #come(): void {
    if (this.#hasCome) return;
    this.#hasCome = true;
    for (const listener of this.#listeners) callApp('signal', () => listener.came?.(this));
    if (this.res.closed) {
      this.#end();
      return;
    }
    noteOwnListener(this.res);
    this.res.once('close', () => this.#end());
    if (this.req.headers.upgrade === undefined) return;
    // A connection that is joined to another one is taken from its answer, which then never ends.
    this.#connectionEnded = () => this.#end(this.res.socket === null && !this.res.headersSent);
    this.req.socket.once('close', this.#connectionEnded);
  }

  #end(wasJoined = false): void {
    if (this.marks.ended !== undefined) return;
    this.marks.ended = performance.now();
    if (this.#connectionEnded !== undefined) this.req.socket.off('close', this.#connectionEnded);
    this.status = wasJoined ? 101 : this.res.headersSent ? this.res.statusCode : undefined;
    this.hasLeft = !wasJoined && !this.res.writableFinished;
    for (const listener of this.#listeners) callApp('signal', () => listener.ended(this));
  }
}
