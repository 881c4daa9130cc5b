import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import { runReply } from '../../example/run-reply.ts';
import { compileReplies } from '../../reply/replies.ts';
import { type AnswerViolation, AnswerViolationError } from '../../reply/answer-violation.ts';

/** What an answer of the upstream's shows. */
export interface ProbedAnswer {
  /** What does not fit the contract; empty where all does. */
  readonly violations: readonly AnswerViolation[];
  /** What the caller would get. */
  readonly gets: string;
}

/** An answer of the upstream's. */
export interface TriedAnswer {
  readonly status: number;
  readonly mediaType: string;
  readonly value: JsonValue;
}

/** Brings an answer back by the real stage `reply`. */
export type ProbeAnswer = (answer: TriedAnswer) => ProbedAnswer;

const mostBytes = 8 * 1024 * 1024;

/** Compiles the trial of an operation's answers. Header fields are not there, so that only contents are judged. */
export function compileProbeAnswer(operation: Operation, violations: number): ProbeAnswer {
  const replies = compileReplies({ mappedAnswerBytes: mostBytes, violations, reports: true });
  // An answer that is refused shows nothing of itself, and one that nobody looks at is never wrong.
  const judged: Operation = { ...operation, responseValidation: 'report' };
  return ({ status, mediaType, value }) => {
    const fields = new Map([['content-type', { name: 'Content-Type', value: mediaType }]]);
    const answer = { status, fields, content: Buffer.from(JSON.stringify(value)) };
    const reply = runReply(replies, judged, { method: operation.upstream.method, answer });
    if (!reply.ok) return { violations: causesOf(reply.problem.cause), gets: problemText(reply.problem) };
    const found = reply.violations.filter(({ in: location, name }) => location === 'body' || name === 'Content-Type');
    const content = typeof reply.content === 'string' ? reply.content : Buffer.from(reply.content).toString();
    const isRefused = operation.responseValidation === 'enforce' && found.length > 0;
    return { violations: found, gets: isRefused ? '502 upstream-contract-violation' : `${reply.status} ${content}` };
  };
}

const causesOf = (cause: unknown): readonly AnswerViolation[] =>
  cause instanceof AnswerViolationError ? cause.violations : [];

const problemText = ({ status, code }: { readonly status: number; readonly code: string }): string =>
  `${status} ${code}`;
