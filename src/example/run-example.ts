// Examples of a contract are tests of it: each request goes through the very stages that serve requests, up to the
// outgoing request, which is compared with what the example says. Nothing is sent.

import type { Operation } from '../contract/contract.ts';
import type { Example } from '../contract/example.ts';
import type { Api, CompiledOperation } from '../pipeline/pipeline.ts';
import type { Outcome, Outgoing, PlacedValues, TypedValues } from '../pipeline/request.ts';
import type { Problem } from '../problem/problem.ts';
import { compareOutgoing } from './compare-outgoing.ts';
import { compareProblem, refusal, tellProblem } from './compare-problem.ts';
import type { Difference } from './difference.ts';
import { incomingOf } from './example-request.ts';
import { shownTexts } from './text-list.ts';

/** What an example came to. */
export interface ExampleResult {
  /** Empty: the example holds. */
  readonly differences: readonly Difference[];
  readonly seen: SeenStages;
}

/** A result with its example. */
export interface ExampleRun extends ExampleResult {
  readonly operation: Operation;
  readonly example: Example;
}

/** What the stages made of the request, as far as it came; for the coverage. */
export interface SeenStages {
  readonly values?: TypedValues;
  readonly placed?: PlacedValues;
  readonly problem?: Problem;
}

/** Runs every example of the operations, in their order. The secrets of `api` are to be masks: see `withoutSecrets`. */
export function runExamples(api: Api): ExampleRun[] {
  return api.operations.flatMap(({ operation }) =>
    operation.examples.map((example) => ({ operation, example, ...runExample(api, operation, example) })),
  );
}

/**
 * Runs one example of an operation of the api, among all of its operations: another route may win.
 *
 * Out: no differences where the example holds. Never throws: a stage that fails is an answer that differs.
 */
export function runExample(api: Api, operation: Operation, example: Example): ExampleResult {
  const { method, url } = example.request;
  const match = api.match(method, url);
  if (match.kind !== 'operation') {
    const others = match.kind === 'method' ? `; the path has ${match.allow.join(', ')}` : '';
    return elsewhere(operation, `no operation has ${method} ${url}${others}`);
  }
  const compiled = match.operation;
  if (compiled.operation !== operation) return elsewhere(operation, compiled.operation.name);
  return compare(example, compiled, match.pathValues);
}

const elsewhere = (operation: Operation, got: string): ExampleResult => ({
  differences: [{ place: 'operation', expected: operation.name, got }],
  seen: {},
});

function compare(example: Example, compiled: CompiledOperation, pathValues: readonly string[]): ExampleResult {
  const { outcome: expected } = example;
  const seen: Unfinished<SeenStages> = {};
  const outcome = send(example, { compiled, pathValues, seen });
  if (outcome.ok) {
    const { value } = outcome;
    if (expected.kind === 'sends') return { seen, differences: compareOutgoing(expected.message, value) };
    const answer: Difference = { place: 'answer', expected: refusal, got: sendsText(value.method, value.path) };
    return { seen, differences: [answer, ...missing(expected.violations)] };
  }
  const { problem } = outcome;
  seen.problem = problem;
  if (expected.kind === 'problem') return { seen, differences: compareProblem(expected.violations, problem) };
  const { method, url } = expected.message;
  return { seen, differences: tellProblem(sendsText(method, url), problem) };
}

type Unfinished<T> = { -readonly [Member in keyof T]: T[Member] };

interface Way {
  readonly compiled: CompiledOperation;
  readonly pathValues: readonly string[];
  readonly seen: Unfinished<SeenStages>;
}

/** The header section is judged first, as it is before a body is read. */
function send(example: Example, { compiled, pathValues, seen }: Way): Outcome<Outgoing> {
  const incoming = incomingOf(example, compiled.operation.body);
  const problem = compiled.admit(incoming.method, incoming.rawHeaders);
  if (problem !== undefined) return { ok: false, problem };
  return compiled.run(incoming, pathValues, {
    decoded: (values) => {
      seen.values = values;
    },
    mapped: (placed) => {
      seen.placed = placed;
    },
  });
}

const sendsText = (method: string, url: string): string => `sends ${method} ${url}`;

const missing = (violations: ReadonlyMap<string, readonly string[]>): Difference[] =>
  [...violations].map(([place, codes]) => ({ place, expected: shownTexts(codes), got: undefined }));
