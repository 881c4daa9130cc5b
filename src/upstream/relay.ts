import type { ServerResponse } from 'node:http';
import type { Problem } from '../problem/problem.ts';
import type { AnswerViolation } from '../reply/answer-violation.ts';
import type { Reply, SettledStep } from '../reply/reply.ts';
import { type AnswerHead, declareHead } from './answer-head.ts';
import { AnswerRelay, type Relay, type RelayFlow } from './answer-relay.ts';
import { ChoosingRelay } from './choosing-relay.ts';
import { MappingRelay } from './mapping-relay.ts';
import { StreamingRelay } from './streaming-relay.ts';
import { WatchingRelay } from './watching-relay.ts';

/** The way back of one operation's answers, and who is told of those that do not fit and are passed on all the same. */
export interface ReplyCall {
  readonly reply: Reply;
  /** Called at most once for each answer, of a stream once for each piece of it; with at least one violation. */
  onViolations(violations: readonly AnswerViolation[], status: number): void;
}

/** What a relay asks of the exchange, beside the flow of the content. */
export interface ReplyFlow extends RelayFlow {
  /** The answer is not passed on; this is what the caller gets. */
  refused(problem: Problem): void;
  /** The rest of an answer is not passed on: the caller's connection breaks, and this is why. */
  cut(problem: Problem): void;
  /** A relay that had to wait for the content now passes it on as it comes. */
  opened(relay: Relay): void;
}

/** Where an answer goes. */
export interface RelayWay {
  /** Of the request that was sent. */
  readonly method: string;
  /** The caller asked for the head alone, and the upstream was asked for all. */
  readonly headOnly: boolean;
  readonly pseudonym: string;
  readonly response: ServerResponse;
  readonly reply: ReplyCall | undefined;
  readonly flow: ReplyFlow;
}

/** Begins to pass an answer on, as its head asks for it; `undefined` where it was refused by its head alone. */
export function openRelay(head: AnswerHead, way: RelayWay): Relay | undefined {
  const { method, response, reply, flow } = way;
  if (reply === undefined) return new AnswerRelay(response, head, flow);
  const { status, fields } = head;
  const step = reply.reply.begin({ method, status, fields });
  const tell = (violations: readonly AnswerViolation[]): void => {
    if (violations.length > 0) reply.onViolations(violations, status);
  };
  const open = (settled: SettledStep): Relay | undefined => openSettled(settled, { head, way, tell });
  return step.kind === 'choose' ? new ChoosingRelay({ step, open, opened: (relay) => flow.opened(relay) }) : open(step);
}

interface OpenedAnswer {
  readonly head: AnswerHead;
  readonly way: RelayWay;
  tell(violations: readonly AnswerViolation[]): void;
}

function openSettled(step: SettledStep, { head: received, way, tell }: OpenedAnswer): Relay | undefined {
  const { response, flow } = way;
  if (step.kind === 'refuse') {
    flow.refused(step.problem);
    return undefined;
  }
  if (step.kind === 'read') return new MappingRelay({ response, received, step, way, tell });
  const head = declareHead(received, step, way);
  const relay = new AnswerRelay(response, head, flow);
  switch (step.kind) {
    case 'pass':
      tell(step.violations);
      return relay;
    case 'watch':
      // What does not go out is not waited for either.
      return head.bodiless ? relay : new WatchingRelay(relay, step, tell);
    case 'stream':
      tell(step.violations);
      return new StreamingRelay({
        relay,
        stream: step.open(),
        tell,
        cut: (problem) => (relay.passedOn ? flow.cut(problem) : flow.refused(problem)),
      });
  }
}
