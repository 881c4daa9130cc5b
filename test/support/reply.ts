import type { AnswerFields } from '../../src/http/answer-fields.ts';
import { GateCompiler } from '../../src/pipeline/validate/gate.ts';
import type { AnswerViolation } from '../../src/reply/answer-violation.ts';
import { compileReply } from '../../src/reply/compile-reply.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { runStep } from '../../src/reply/run-step.ts';
import type { ReplySettings } from '../../src/reply/reply-way.ts';
import { type ContractText, contractOf, operationOf } from './contract.ts';

/** An upstream's answer, and what the contract makes of it. */
export interface Answer {
  readonly status?: number;
  readonly method?: string;
  /** `Content-Type: application/json` unless they say otherwise. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly text: string | Buffer;
}

export interface MappedAnswer {
  /** What was decided by the head. */
  readonly kind: string;
  /** That the caller gets; `undefined` beside a problem. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly text: string | undefined;
  /** `body/userName: type` for each. */
  readonly violations: readonly string[];
  readonly problem: { readonly code: string; readonly proxyError: string | undefined } | undefined;
}

/** A contract with one operation, whose answer 200 is declared as JSON of a schema. */
export function answering(schema: object, more: ContractText = {}): ContractText {
  return contractOf({ route: 'GET /a', responses: { 200: { content: { 'application/json': schema } } } }, more);
}

/** The way back of the one operation of a contract; `undefined` where nothing is declared that is applied. */
export function replyOf(contract: object, settings: Partial<ReplySettings> = {}): Reply | undefined {
  const defaults = { gates: new GateCompiler(), mappedAnswerBytes: 8_388_608, violations: 50, reports: true };
  return compileReply(operationOf(contract), { ...defaults, ...settings });
}

/** Runs one answer through the way back. */
export function answerBy(reply: Reply | undefined, answer: Answer): MappedAnswer {
  if (reply === undefined) throw new Error('the contract declares no answer that is applied');
  const { status = 200, method = 'GET', headers = {}, text } = answer;
  const fields = fieldsOf({ 'Content-Type': 'application/json', ...headers });
  const step = reply.begin({ method, status, fields });
  const { kind } = step;
  const run = runStep(step, Buffer.from(text));
  return run.ok ? mapped(kind, run) : mapped(kind, { problem: run.problem, content: run.begun });
}

interface Ending {
  readonly status?: number;
  readonly fields?: AnswerFields;
  readonly content?: Uint8Array | string;
  readonly violations?: readonly AnswerViolation[];
  readonly problem?: { readonly code: string; readonly proxyError?: string };
}

function mapped(kind: string, { status, fields = new Map(), content, violations = [], problem }: Ending): MappedAnswer {
  return {
    kind,
    status,
    headers: Object.fromEntries([...fields.values()].map(({ name, value }) => [name, value])),
    text: content === undefined ? undefined : Buffer.from(content).toString(),
    violations: violations.map(({ in: location, pointer, code }) => `${location}${pointer.slice(1)}: ${code}`),
    problem: problem && { code: problem.code, proxyError: problem.proxyError },
  };
}

function fieldsOf(headers: NonNullable<Answer['headers']>): AnswerFields {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), { name, value }]));
}
