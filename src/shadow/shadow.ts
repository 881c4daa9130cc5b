import type { Api } from '../pipeline/pipeline.ts';
import type { Operation } from '../contract/contract.ts';
import type { Incoming, Outcome, Outgoing } from '../pipeline/request.ts';
import { compileWithout } from '../pipeline/without-credentials.ts';
import { createProblem } from '../problem/problem.ts';
import type { Violation } from '../problem/violation.ts';
import { compareRequests } from './compare-requests.ts';
import type { ShadowOutcome, ShadowRefusal, ShadowReport } from './shadow-report.ts';

/** What a contract made of a request; `undefined`: no operation has its route. */
export type Made = { readonly operation: Operation; readonly outcome: Outcome<Outgoing> } | undefined;

/** Runs one request through the stages; nothing is sent. Pure, and never throws. */
export function makeRequest(api: Api, incoming: Incoming): Made {
  const found = api.match(incoming.method, incoming.url);
  if (found.kind !== 'operation') return undefined;
  const { operation } = found.operation;
  const admitted = { ...incoming, ...withoutTaken(operation)(incoming) };
  const problem = found.operation.admit(admitted.rawHeaders);
  if (problem !== undefined) return { operation, outcome: { ok: false, problem } };
  return { operation, outcome: found.operation.run(admitted, found.pathValues) };
}

const removals = new WeakMap<Operation, ReturnType<typeof compileWithout>>();

/** As the guard does: no credential that ends there is mapped, or forwarded. */
function withoutTaken(operation: Operation): ReturnType<typeof compileWithout> {
  const known = removals.get(operation) ?? compileWithout(operation.security?.taken ?? []);
  removals.set(operation, known);
  return known;
}

/** Compares what two contracts made of one request. */
export function compareMade(current: Made, candidate: Made): ShadowReport {
  const outcomes = { current: outcomeOf(current), candidate: outcomeOf(candidate) };
  const [before, after] = [sentOf(current), sentOf(candidate)];
  const differences = before && after ? compareRequests(before, after) : [];
  const refusals = [
    ...refusalsOf('current', violationsOf(current), violationsOf(candidate)),
    ...refusalsOf('candidate', violationsOf(candidate), violationsOf(current)),
  ];
  const isSameKind = reasonOf(outcomes.current) === reasonOf(outcomes.candidate);
  return { ...outcomes, same: isSameKind && differences.length + refusals.length === 0, differences, refusals };
}

/** The report of a candidate that could not be run: it would answer every such request with 500. */
export function brokenCandidate(current: Made, cause: unknown): ShadowReport {
  const problem = createProblem('contract-broken', { detail: 'The candidate could not be run', cause });
  return compareMade(current, current && { operation: current.operation, outcome: { ok: false, problem } });
}

function outcomeOf(made: Made): ShadowOutcome {
  if (made === undefined) return { kind: 'unmatched' };
  const { name } = made.operation;
  return made.outcome.ok
    ? { kind: 'sent', operation: name }
    : { kind: 'refused', operation: name, code: made.outcome.problem.code };
}

const reasonOf = (outcome: ShadowOutcome): string => (outcome.kind === 'refused' ? outcome.code : outcome.kind);

function sentOf(made: Made) {
  return made?.outcome.ok ? { operation: made.operation, outgoing: made.outcome.value } : undefined;
}

const violationsOf = (made: Made): readonly Violation[] =>
  made === undefined || made.outcome.ok ? [] : (made.outcome.problem.errors ?? []);

/** The violations of one side that the other does not have. */
function refusalsOf(
  by: ShadowRefusal['by'],
  own: readonly Violation[],
  others: readonly Violation[],
): readonly ShadowRefusal[] {
  const known = new Set(others.map(keyOf));
  const only = own.filter((violation) => !known.has(keyOf(violation)));
  return only.map(({ in: location, pointer, code }) => ({ by, in: location, pointer, code }));
}

const keyOf = ({ in: location, pointer, code }: Violation): string => `${location} ${pointer} ${code}`;
