import type { ServerResponse } from 'node:http';
import type { AnswerFields } from '../http/answer-fields.ts';
import type { Problem } from '../problem/problem.ts';
import type { AnswerViolation } from '../reply/answer-violation.ts';
import type { Reply } from '../reply/reply.ts';
import type { AnswerHead } from './answer-head.ts';
import { AnswerRelay, type RelayFlow } from './answer-relay.ts';
import { MappingRelay } from './mapping-relay.ts';
import { WatchingRelay } from './watching-relay.ts';

/** Passes one answer on to the caller: as it comes, or as a whole after it was mapped. */
export type Relay = Pick<AnswerRelay, 'passedOn' | 'streams' | 'write' | 'end' | 'cancel'>;

/** The way back of one operation's answers, and who is told of those that do not fit and are passed on all the same. */
export interface ReplyCall {
  readonly reply: Reply;
  /** Called at most once for each answer, with at least one violation. */
  onViolations(violations: readonly AnswerViolation[], status: number): void;
}

/** What a relay asks of the exchange, beside the flow of the content. */
export interface ReplyFlow extends RelayFlow {
  /** The answer is not passed on; this is what the caller gets. */
  refused(problem: Problem): void;
}

/** Where an answer goes. */
export interface RelayWay {
  /** Of the request that was sent. */
  readonly method: string;
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
  switch (step.kind) {
    case 'refuse':
      flow.refused(step.problem);
      return undefined;
    case 'pass':
      tell(step.violations);
      return new AnswerRelay(response, withFields(head, step.fields), flow);
    case 'watch':
      return new WatchingRelay(new AnswerRelay(response, withFields(head, step.fields), flow), step, tell);
    case 'read':
      return new MappingRelay({ response, head, step, flow, tell });
  }
}

function withFields(head: AnswerHead, fields: AnswerFields): AnswerHead {
  return { ...head, fields, contentLength: fields.has('content-length') ? head.contentLength : undefined };
}
