import type { Example, ExampleOutcome } from '../contract/example.ts';
import type { DeprecatedUse } from '../pipeline/ageing/deprecated-use.ts';
import type { CompiledOperation } from '../pipeline/pipeline.ts';
import { compileWithout } from '../pipeline/without-credentials.ts';
import type { Outcome, Outgoing, PlacedValues, TypedValues } from '../pipeline/request.ts';
import { credentialProblems, rateProblems } from '../problem/guard-problems.ts';
import type { Problem } from '../problem/problem.ts';
import { compareOutgoing } from './compare-outgoing.ts';
import { compareCode, compareProblem, refusal, tellProblem } from './compare-problem.ts';
import type { Difference } from './difference.ts';
import type { GuardExample } from './example-api.ts';
import { incomingOf } from './example-request.ts';
import { shownTexts } from './text-list.ts';

/** What the stages made of a request, as far as it came; for the coverage. */
export interface SeenStages {
  readonly values?: TypedValues;
  readonly placed?: PlacedValues;
  readonly problem?: Problem;
  /** What of it is deprecated. */
  readonly uses?: readonly DeprecatedUse[];
}

/** Runs the request of an example through the stages of its operation, and compares what became of it. */
export function runRequest(
  example: Example,
  compiled: CompiledOperation,
  { pathValues, guard }: RequestWay,
): { differences: readonly Difference[]; seen: SeenStages } {
  const { outcome: expected } = example;
  if (expected.kind === 'unasked') return { seen: {}, differences: [] };
  const refused = expected.kind === 'code' && guard !== undefined ? judgeAsked(expected.code, guard) : undefined;
  if (refused !== undefined) return { seen: { problem: refused }, differences: compareRefused(expected, refused) };
  const { outcome, seen } = sendExample(example, compiled, pathValues);
  if (outcome.ok) return { seen, differences: compareSent(expected, outcome.value) };
  const { problem } = outcome;
  return { seen: { ...seen, problem }, differences: compareRefused(expected, problem) };

  function judgeAsked(code: string, judge: GuardExample): Problem | undefined {
    if (!guardCodes.has(code)) return undefined;
    return judge(compiled.operation, { ...incomingOf(example, compiled.operation.body), pathValues, code });
  }
}

/** Only an example that is about the guard goes by it: others need no credential. */
const guardCodes: ReadonlySet<string> = new Set(Object.keys({ ...credentialProblems, ...rateProblems }));

/** How the request of an example gets to its operation. */
export interface RequestWay {
  readonly pathValues: readonly string[];
  readonly guard: GuardExample | undefined;
}

type Unfinished<T> = { -readonly [Member in keyof T]: T[Member] };

/** Runs a request as it would come in. The header section is judged first, as it is before a body is read. */
export function sendExample(
  example: Example,
  compiled: CompiledOperation,
  pathValues: readonly string[],
): { readonly outcome: Outcome<Outgoing>; readonly seen: SeenStages } {
  const written = incomingOf(example, compiled.operation.body);
  // As the guard does: no credential that ends there is mapped, or forwarded.
  const incoming = { ...written, ...compileWithout(compiled.operation.security?.taken ?? [])(written) };
  const problem = compiled.admit(incoming.rawHeaders);
  if (problem !== undefined) return { outcome: { ok: false, problem }, seen: {} };
  const seen: Unfinished<SeenStages> = {};
  const outcome = compiled.run(incoming, pathValues, {
    decoded: (values) => {
      seen.values = values;
    },
    mapped: (placed) => {
      seen.placed = placed;
    },
    used: (use) => {
      seen.uses = [...(seen.uses ?? []), use];
    },
  });
  return { outcome, seen };
}

type Asked = Exclude<ExampleOutcome, { kind: 'unasked' }>;

function compareSent(expected: Asked, sent: Outgoing): readonly Difference[] {
  if (expected.kind === 'sends') return compareOutgoing(expected.message, sent);
  const answer = { place: 'answer', got: sendsText(sent.method, sent.path) };
  if (expected.kind === 'code') return [{ ...answer, expected: expected.code }];
  return [{ ...answer, expected: refusal }, ...missing(expected.violations)];
}

function compareRefused(expected: Asked, problem: Problem): readonly Difference[] {
  if (expected.kind === 'problem') return compareProblem(expected.violations, problem);
  if (expected.kind === 'code') return compareCode(expected.code, problem);
  const { method, url } = expected.message;
  return tellProblem(sendsText(method, url), problem);
}

const sendsText = (method: string, url: string): string => `sends ${method} ${url}`;

const missing = (violations: ReadonlyMap<string, readonly string[]>): Difference[] =>
  [...violations].map(([place, codes]) => ({ place, expected: shownTexts(codes), got: undefined }));
