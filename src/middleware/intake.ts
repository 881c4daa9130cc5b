import type { JsonObject } from '../codec/json-value.ts';
import type { BodyContent } from '../contract/body-declaration.ts';
import type { Incoming, IncomingBody } from '../pipeline/request.ts';
import { invalidRequest } from '../problem/invalid-request.ts';
import type { Problem } from '../problem/problem.ts';
import type { Call } from './call.ts';
import { contextValue } from './context-value.ts';
import { Observation } from './observation.ts';
import {
  bodyTooLarge,
  codingNotImplemented,
  contractBroken,
  headersTooLarge,
  urlTooLong,
} from '../problem/edge-problem.ts';
import { isPromiseLike } from './promise-like.ts';
import type { DeprecationNotice } from './deprecation-notice.ts';
import type { IntakeParts, MatchedRequest } from './intake-parts.ts';
import { asReceived } from './shadow-traffic.ts';
import { type BodyTaken, declaredLength, hasContent, takeBody } from './take-body.ts';
import { takeStream } from './upload/take-stream.ts';

/**
 * One matched request on its way through the stages: head, body, context, pipeline, delivery.
 *
 * Without a promise where the body is absent or already there and the context is none. Whatever throws on the way is a
 * 500 `contract-broken`; nothing is forwarded then.
 */
export class Intake {
  readonly #call: Call;
  readonly #request: MatchedRequest;
  readonly #parts: IntakeParts;
  readonly #notice: DeprecationNotice | undefined;
  /** What its body is declared as, where that is not held in memory. */
  readonly #streamed: BodyContent | undefined;
  readonly #cameMs: number | undefined;

  constructor(call: Call, request: MatchedRequest, parts: IntakeParts) {
    this.#call = call;
    this.#request = request;
    this.#parts = parts;
    const { operation } = request.found;
    this.#notice = parts.notices(call, operation);
    this.#cameMs = operation.operation.upstream.attempts?.deadlineHeader && performance.now();
    this.#streamed = hasContent(call.req) ? operation.streamed(call.req.rawHeaders) : undefined;
  }

  start(): void {
    this.#guard(() => {
      const problem = this.#judgeHead();
      if (problem !== undefined) return this.#refuse(problem);
      this.#call.invitation?.send();
      if (this.#streamed !== undefined) return this.#stream(this.#streamed);
      this.#whenReady(takeBody(this.#call.req, this.#parts.options.limits.bodyBytes), (taken) =>
        this.#bodyTaken(taken),
      );
    });
  }

  /** Whatever can be refused before a byte of the body is read. */
  #judgeHead(): Problem | undefined {
    const { req } = this.#call;
    const { limits } = this.#parts.options;
    const { found, url } = this.#request;
    if (url.length > limits.urlBytes) return urlTooLong(url.length, limits.urlBytes);
    const problem =
      headersTooLarge(req.rawHeaders, limits) ?? codingNotImplemented(req) ?? found.operation.admit(req.rawHeaders);
    if (problem !== undefined) return problem;
    const limit = this.#streamed === undefined ? limits.bodyBytes : limits.uploadBytes;
    if (declaredLength(req) > limit) return bodyTooLarge(limit);
    return this.#call.invitation === undefined ? undefined : this.#judgeUninvited();
  }

  /**
   * A caller that waits with its body is told at once what is wrong beside it. Source: RFC 9110, section 10.1.1.
   *
   * The stages run as if there were no body, and whatever they say about it is left out.
   */
  #judgeUninvited(): Problem | undefined {
    const { found } = this.#request;
    const outcome = found.operation.run(this.#incoming(undefined, undefined), found.pathValues, this.#notice);
    if (outcome.ok || outcome.problem.code !== 'invalid-request') return undefined;
    const violations = (outcome.problem.errors ?? []).filter((violation) => violation.in !== 'body');
    if (violations.length === 0) return undefined;
    const { violations: limit } = this.#parts.options.limits;
    return invalidRequest({ operation: found.operation.operation.name, violations, limit });
  }

  #bodyTaken(taken: BodyTaken): void {
    if (taken.kind === 'gone') return;
    if (taken.kind === 'problem') {
      this.#refuse(taken.problem);
      return;
    }
    if (taken.body?.kind === 'parsed') this.#parts.warnOfParsedBody();
    this.#withContext((context) => this.#run(taken.body, context));
  }

  #withContext(proceed: (context: JsonObject | undefined) => void): void {
    const { context } = this.#parts.options;
    // The app is asked only where the contract declares what it would answer.
    if (context === undefined || this.#request.found.operation.operation.context === undefined) proceed(undefined);
    else this.#whenReady(context(this.#call.req), (value) => proceed(contextValue(value)));
  }

  #stream(content: BodyContent): void {
    const { options, delivery } = this.#parts;
    const { operation, pathValues } = this.#request.found;
    this.#withContext((context) => {
      const observed = delivery.observes ? new Observation(this.#notice?.used) : undefined;
      const { watch } = this.#call;
      let runs = 0;
      const taken = takeStream({
        call: this.#call,
        operation: operation.operation,
        content,
        limits: options.limits,
        streams: delivery.streams,
        judge: (body) => {
          runs += 1;
          // A form is judged again while it arrives; what it uses is told once.
          const observer = observed ?? (runs === 1 ? this.#notice : undefined);
          const incoming = this.#incoming(body, context);
          watch?.read(incoming);
          const outcome = operation.run(incoming, pathValues, observer);
          watch?.ran(outcome, observed);
          return outcome;
        },
        deliver: (outgoing, stream) => {
          this.#notice?.tell();
          delivery.deliver(this.#call, { operation, outgoing, content: stream, observed, cameMs: this.#cameMs });
        },
        refuse: (problem) => this.#refuse(problem),
      });
      this.#whenReady(taken, () => {});
    });
  }

  #run(body: IncomingBody | undefined, context: JsonObject | undefined): void {
    // While we waited the caller left, or another middleware answered, such as one with a time limit.
    if (this.#call.res.destroyed || this.#call.res.writableEnded) return;
    const { found } = this.#request;
    const { delivery } = this.#parts;
    const incoming = this.#incoming(body, context);
    const observed = this.#observe(incoming);
    const whole = this.#parts.shadow && asReceived(incoming, this.#call.req);
    const outcome = found.operation.run(incoming, found.pathValues, observed ?? this.#notice);
    this.#call.watch?.ran(outcome, observed);
    this.#notice?.tell();
    const accepted = { operation: found.operation, observed, cameMs: this.#cameMs };
    if (outcome.ok) delivery.deliver(this.#call, { ...accepted, outgoing: outcome.value });
    else this.#refuse(outcome.problem);
    if (whole) this.#parts.shadow?.take({ ...whole, operation: found.operation.operation, outcome });
  }

  /** What looks at the stages, where the delivery or a listener asks for it. */
  #observe(incoming: Incoming): Observation | undefined {
    const isWatched = this.#call.watch?.read(incoming) === true;
    if (!isWatched && !this.#parts.delivery.observes) return undefined;
    return new Observation(this.#notice?.used);
  }

  #incoming(body: IncomingBody | undefined, context: JsonObject | undefined): Incoming {
    const { req } = this.#call;
    const { url, rawHeaders = req.rawHeaders, credential } = this.#request;
    return { method: req.method ?? '', url, rawHeaders, body, context, credential };
  }

  /** Goes on at once with a value, later with a promise's. */
  #whenReady<T>(value: T | PromiseLike<T>, proceed: (value: T) => void): void {
    if (!isPromiseLike(value)) {
      proceed(value);
      return;
    }
    value.then(
      (ready) => this.#guard(() => proceed(ready)),
      (cause) => this.#refuse(contractBroken(cause)),
    );
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (cause) {
      this.#refuse(contractBroken(cause));
    }
  }

  #refuse(problem: Problem): void {
    const { name } = this.#request.found.operation.operation;
    this.#notice?.tell();
    this.#parts.refuse(this.#call, { operation: name, ...problem });
  }
}
