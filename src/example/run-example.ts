// Examples of a contract are tests of it: each request goes through the very stages that serve requests, up to the
// outgoing request, and each answer through those that bring answers back. Nothing is sent.

import type { Operation } from '../contract/contract.ts';
import type { Example, ExampleReply } from '../contract/example.ts';
import type { CompiledOperation } from '../pipeline/pipeline.ts';
import type { RunReply } from '../reply/run-step.ts';
import { compareAnswer } from './compare-answer.ts';
import type { Difference } from './difference.ts';
import type { ExampleApi } from './example-api.ts';
import { runRequest, type SeenStages } from './run-request.ts';
import { type ReceivedAnswer, receivedOf, runReply } from './run-reply.ts';

/** What an example came to. */
export interface ExampleResult {
  /** Empty: the example holds. */
  readonly differences: readonly Difference[];
  readonly seen: SeenStages;
  /** What became of its answer, where it has one. */
  readonly reply: SeenReply | undefined;
}

/** An answer, and what the caller got of it; for the coverage. */
export interface SeenReply {
  readonly answer: ReceivedAnswer;
  readonly result: RunReply;
}

/** A result with its example. */
export interface ExampleRun extends ExampleResult {
  readonly operation: Operation;
  readonly example: Example;
}

/** Runs every example of the operations, in their order. */
export function runExamples(examples: ExampleApi): ExampleRun[] {
  return examples.api.operations.flatMap(({ operation }) =>
    operation.examples.map((example) => ({ operation, example, ...runExample(examples, operation, example) })),
  );
}

/**
 * Runs one example of an operation of the api, among all of its operations: another route may win.
 *
 * Out: no differences where the example holds. Never throws: a stage that fails is an answer that differs.
 */
export function runExample({ api, replies, guard }: ExampleApi, operation: Operation, example: Example): ExampleResult {
  const { method, url } = example.request;
  const match = api.match(method, url);
  if (match.kind !== 'operation') {
    const others = match.kind === 'method' ? `; the path has ${match.allow.join(', ')}` : '';
    return elsewhere(operation, `no operation has ${method} ${url}${others}`);
  }
  const compiled = match.operation;
  if (compiled.operation !== operation) return elsewhere(operation, compiled.operation.name);
  const { differences, seen } = runRequest(example, compiled, { pathValues: match.pathValues, guard });
  const reply = example.reply === undefined ? undefined : runAnswer(compiled, example.reply);
  if (reply === undefined) return { differences, seen, reply: undefined };
  return { differences: [...differences, ...reply.differences], seen, reply: reply.seen };

  function runAnswer(
    { operation: own }: CompiledOperation,
    { answer, gets }: ExampleReply,
  ): { differences: readonly Difference[]; seen: SeenReply } {
    const received = receivedOf(answer, own);
    const sentMethod = method === 'HEAD' ? method : own.upstream.method;
    const result = runReply(replies, own, { method: sentMethod, answer: received });
    return { differences: compareAnswer(gets, result), seen: { answer: received, result } };
  }
}

const elsewhere = (operation: Operation, got: string): ExampleResult => ({
  differences: [{ place: 'operation', expected: operation.name, got }],
  seen: {},
  reply: undefined,
});
