import type { JsonObject } from '../codec/json-value.ts';
import type { Operation } from '../contract/contract.ts';
import type { SecurityScheme } from '../contract/security.ts';
import { compileWithout } from '../pipeline/without-credentials.ts';
import { GateCompiler } from '../pipeline/validate/gate.ts';
import type { Problem } from '../problem/problem.ts';
import { compileCredentialStep } from './credential/check-credentials.ts';
import type { Verify } from './credential/verdict.ts';
import type { Guard, GuardVerdict } from './guarded-request.ts';
import type { GuardRun, GuardStep } from './guard-run.ts';
import { compileLimitStep } from './limit/check-limits.ts';
import { limitField, olderFields, policyField } from './limit/limit-fields.ts';
import type { LimitStore } from './limit/limit-store.ts';

/** What the guards of an instance share. */
export interface GuardParts {
  /** By the name of the scheme. */
  readonly verifiers: ReadonlyMap<string, Verify>;
  readonly store: LimitStore;
  /** Who asks for credentials, in challenges. */
  readonly realm: string;
  /** Whether answers carry the older `RateLimit-*` fields as well. */
  readonly olderFields: boolean;
}

/** The guards of an instance, each compiled at its operation's first request. */
export interface Guards {
  /** `undefined`: every request of the operation may go on as it is. */
  of(operation: Operation): Guard | undefined;
}

/** Makes the guards of an instance. */
export function createGuards(parts: GuardParts): Guards {
  const gates = new GateCompiler();
  const guards = new WeakMap<Operation, Guard | 'none'>();
  return {
    of(operation) {
      const known = guards.get(operation) ?? compileGuard(operation, parts, gates) ?? 'none';
      guards.set(operation, known);
      return known === 'none' ? undefined : known;
    },
  };
}

/**
 * Compiles the guard of one operation. What can be counted without knowing the caller is counted first, so that guessing
 * credentials is limited, too; then the credentials are asked for; then is counted what tells callers apart by them.
 */
function compileGuard(operation: Operation, parts: GuardParts, gates: GateCompiler): Guard | undefined {
  const { rateLimits, security } = operation;
  const taken = security?.taken ?? [];
  const needsCredential = ({ by }: (typeof rateLimits)[number]): boolean =>
    by.some(({ kind }) => kind === 'credential');
  const limitSteps = (after: boolean): GuardStep[] =>
    rateLimits
      .filter((limit) => needsCredential(limit) === after)
      .map((limit) => compileLimitStep(operation, limit, parts.store));
  const fits = compileFits(
    security === undefined ? [] : security.alternatives.flat().map(({ scheme }) => scheme),
    gates,
  );
  const credentialStep = compileCredentialStep(operation, { verifiers: parts.verifiers, realm: parts.realm, fits });
  const steps = [...limitSteps(false), ...(credentialStep === undefined ? [] : [credentialStep]), ...limitSteps(true)];
  if (steps.length === 0 && taken.length === 0) return undefined;
  const without = compileWithout(taken);
  const fields = compileFields(operation, parts);
  return (request) => {
    const run: GuardRun = { request, spent: [], credential: undefined };
    const finish = (problem: Problem | undefined): GuardVerdict => {
      if (problem !== undefined) return { ok: false, problem, fields: fields(run) };
      return { ok: true, admitted: { ...without(request), credential: run.credential }, fields: fields(run) };
    };
    const problem = runSteps(steps, run, 0);
    return problem instanceof Promise ? problem.then(finish) : finish(problem);
  };
}

function runSteps(steps: readonly GuardStep[], run: GuardRun, from: number): ReturnType<GuardStep> {
  for (let index = from; index < steps.length; index += 1) {
    const problem = steps[index]?.(run);
    if (problem instanceof Promise) return problem.then((settled) => settled ?? runSteps(steps, run, index + 1));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function compileFits(
  schemes: readonly SecurityScheme[],
  gates: GateCompiler,
): (scheme: SecurityScheme, claims: JsonObject) => boolean {
  const fits = new Map([...new Set(schemes)].map((scheme) => [scheme, gates.gate(scheme.claims)]));
  return (scheme, claims) => fits.get(scheme)?.(claims) === true;
}

function compileFields({ rateLimits }: Operation, parts: GuardParts): (run: GuardRun) => GuardVerdict['fields'] {
  if (rateLimits.length === 0) return () => [];
  const policy = ['RateLimit-Policy', policyField(rateLimits)] as const;
  return ({ spent }) => {
    if (spent.length === 0) return [policy];
    const older = parts.olderFields ? olderFields(spent) : [];
    return [policy, ['RateLimit', limitField(spent)], ...older];
  };
}
