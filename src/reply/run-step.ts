import type { AnswerFields } from '../http/answer-fields.ts';
import type { Problem } from '../problem/problem.ts';
import type { AnswerViolation } from './answer-violation.ts';
import type { ReplyStep, SettledStep, StreamStep } from './reply.ts';

/** What a caller gets of an answer whose content is at hand as a whole. */
export type RunReply =
  | {
      readonly ok: true;
      readonly status: number;
      readonly fields: AnswerFields;
      readonly content: Uint8Array | string;
      readonly violations: readonly AnswerViolation[];
    }
  /** `begun`: of a stream that is cut, what had gone out before. */
  | { readonly ok: false; readonly problem: Problem; readonly begun: Buffer };

/**
 * Runs a step on a content that is at hand, as examples, `explain` and tests have it. Over sockets the relays do the same
 * with what comes in.
 */
export function runStep(step: ReplyStep, content: Buffer): RunReply {
  if (step.kind !== 'choose') return runSettled(step, content);
  return runSettled(step.choose(content.length > step.limitBytes ? undefined : content), content);
}

function runSettled(step: SettledStep, content: Buffer): RunReply {
  switch (step.kind) {
    case 'refuse':
      return refused(step.problem);
    case 'pass':
      return { ok: true, status: step.status, fields: step.fields, content, violations: step.violations };
    case 'watch': {
      const { status, fields } = step;
      const violations = step.judge(content.length > step.limitBytes ? undefined : content);
      return { ok: true, status, fields, content, violations };
    }
    case 'read': {
      if (content.length > step.limitBytes) return refused(step.excess);
      const finished = step.finish(content);
      return finished.ok ? { status: step.status, ...finished } : refused(finished.problem);
    }
    case 'stream':
      return runStream(step, content);
  }
}

function runStream(step: StreamStep, content: Buffer): RunReply {
  const stream = step.open();
  const taken = stream.take(content);
  const pieces = taken.problem === undefined ? [taken, stream.end()] : [taken];
  const begun = Buffer.concat(pieces.map((piece) => piece.content));
  const problem = pieces.find((piece) => piece.problem !== undefined)?.problem;
  if (problem !== undefined) return { ok: false, problem, begun };
  const violations = [...step.violations, ...pieces.flatMap((piece) => piece.violations)];
  return { ok: true, status: step.status, fields: step.fields, content: begun, violations };
}

const refused = (problem: Problem): RunReply => ({ ok: false, problem, begun: Buffer.alloc(0) });
