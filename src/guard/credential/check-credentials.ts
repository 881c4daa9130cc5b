import type { JsonObject } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { OperationSecurity, SecurityScheme } from '../../contract/security.ts';
import { createProblem, type Problem } from '../../problem/problem.ts';
import type { GuardRun, GuardStep } from '../guard-run.ts';
import { compileFind } from './find-credential.ts';
import { settleCredentials, type SettleParts } from './settle-credentials.ts';
import { KeysAway, type Verified, type Verify } from './verdict.ts';

/** What the check of an operation's credentials is made of. */
export interface CredentialParts {
  /** By the name of the scheme; all schemes that the operation asks for are there. */
  readonly verifiers: ReadonlyMap<string, Verify>;
  readonly realm: string;
  fits(scheme: SecurityScheme, claims: JsonObject): boolean;
}

/** Compiles the step that asks for the credentials of an operation; `undefined` where it asks for none. */
export function compileCredentialStep(operation: Operation, parts: CredentialParts): GuardStep | undefined {
  const { security } = operation;
  if (security === undefined || security.alternatives.length === 0) return undefined;
  const checks = [...schemesOf(security)].map((scheme) => compileCheck(scheme, parts));
  const settle: SettleParts = { operation: operation.name, security, realm: parts.realm, fits: parts.fits };
  const finish = (run: GuardRun, results: readonly (readonly [SecurityScheme, Verified | undefined])[]) => {
    const settled = settleCredentials(settle, new Map(results));
    if (!settled.ok) return settled.problem;
    run.credential = settled.claims;
    return undefined;
  };
  return (run) => {
    const results = checks.map(({ scheme, check }) => ({ scheme, result: check(run) }));
    const ready = results.flatMap(({ scheme, result }) =>
      result instanceof Promise ? [] : [[scheme, result] as const],
    );
    if (ready.length === results.length) return finish(run, ready);
    const awaited = results.map(async ({ scheme, result }) => [scheme, await result] as const);
    return Promise.all(awaited).then(
      (all) => finish(run, all),
      (cause) => keysAway(cause, operation.name),
    );
  };
}

const schemesOf = (security: OperationSecurity): Set<SecurityScheme> =>
  new Set(security.alternatives.flat().map(({ scheme }) => scheme));

interface SchemeCheck {
  readonly scheme: SecurityScheme;
  /** `undefined` where the request does not carry the credential. */
  check(run: GuardRun): Verified | undefined | Promise<Verified>;
}

function compileCheck(scheme: SecurityScheme, { verifiers }: CredentialParts): SchemeCheck {
  const find = compileFind(scheme);
  const verify = verifiers.get(scheme.name);
  if (verify === undefined) throw new Error(`nothing verifies the credential ${scheme.name}`);
  return {
    scheme,
    check: ({ request }) => {
      const found = find(request);
      if (found.kind === 'absent') return undefined;
      return found.kind === 'malformed' ? { ok: false, reason: found.reason } : verify(found.text);
    },
  };
}

function keysAway(cause: unknown, operation: string): Problem {
  if (!(cause instanceof KeysAway)) throw cause;
  return createProblem('guard-unavailable', {
    operation,
    detail: 'The credential cannot be verified now. Nothing was sent to the service behind.',
    headers: { 'Retry-After': '5' },
    cause: cause.cause,
  });
}
