import type { JsonObject } from '../../codec/json-value.ts';
import type { CredentialNeed, OperationSecurity, SecurityScheme } from '../../contract/security.ts';
import { createProblem, type Problem } from '../../problem/problem.ts';
import { challenge, type ChallengeError, sendingPhrase } from './challenge.ts';
import type { Verified } from './verdict.ts';

/** What became of each credential that an operation can ask for; `undefined` for one that the request does not carry. */
export type Results = ReadonlyMap<SecurityScheme, Verified | undefined>;

/** Whom a request comes from, or why it is not let in. */
export type Settled =
  | { readonly ok: true; readonly claims: JsonObject | undefined }
  | { readonly ok: false; readonly problem: Problem };

/** What an operation asks, and how refusals are told. */
export interface SettleParts {
  readonly operation: string;
  readonly security: OperationSecurity;
  /** Who asks, in challenges. */
  readonly realm: string;
  /** Whether verified claims fit what the scheme declares of them. */
  fits(scheme: SecurityScheme, claims: JsonObject): boolean;
}

/** Why one alternative does not let a request in; what comes closest to letting it in is told. */
type Lack =
  | { readonly kind: 'scopes' | 'claims'; readonly need: CredentialNeed }
  | { readonly kind: 'invalid'; readonly need: CredentialNeed; readonly reason: string }
  | { readonly kind: 'missing'; readonly need: CredentialNeed };

const closeness = ['missing', 'invalid', 'claims', 'scopes'] as const;

/**
 * Decides by what became of the credentials of a request.
 *
 * The first alternative that is met lets it in. One without credentials is for those who send none: a credential that is
 * sent and not good is refused, for its sender believes to be known.
 * Fails: `credential-missing` and `credential-invalid` (401), `credential-refused` (403).
 */
export function settleCredentials(parts: SettleParts, results: Results): Settled {
  const lacks: Lack[] = [];
  for (const alternative of parts.security.alternatives) {
    if (alternative.length === 0) continue;
    const found = alternative.map((need) => lackOf(need, results, parts));
    const inAlternative = found.filter((lack) => lack !== undefined);
    if (inAlternative.length === 0) return { ok: true, claims: joinClaims(alternative, results) };
    // An alternative is as far away as what it lacks most.
    lacks.push(...inAlternative.toSorted(byCloseness).slice(0, 1));
  }
  const isOpen = parts.security.alternatives.some((alternative) => alternative.length === 0);
  const carries = [...results.values()].some((result) => result !== undefined);
  if (isOpen && !carries) return { ok: true, claims: undefined };
  // What is sent and not good is told before what is not sent at all.
  const invalid = lacks.length === 0 ? undefined : lacks.toSorted(byCloseness).at(-1);
  return { ok: false, problem: problemOf(invalid, parts) };
}

const byCloseness = (left: Lack, right: Lack): number => closeness.indexOf(left.kind) - closeness.indexOf(right.kind);

function lackOf(need: CredentialNeed, results: Results, { fits }: SettleParts): Lack | undefined {
  const result = results.get(need.scheme);
  if (result === undefined) return { kind: 'missing', need };
  if (!result.ok) return { kind: 'invalid', need, reason: result.reason };
  if (!need.scopes.every((scope) => result.scopes.includes(scope))) return { kind: 'scopes', need };
  return fits(need.scheme, result.claims) ? undefined : { kind: 'claims', need };
}

/** Where two credentials claim the same, the one that is named first is believed. */
function joinClaims(alternative: readonly CredentialNeed[], results: Results): JsonObject {
  const claims = alternative.map(({ scheme }) => results.get(scheme)).filter((result) => result?.ok === true);
  return Object.assign({}, ...claims.map((result) => result.claims).toReversed());
}

function problemOf(lack: Lack | undefined, parts: SettleParts): Problem {
  const { operation } = parts;
  if (lack === undefined) throw new Error('a request was refused, but no credential is asked for');
  const { scheme, scopes } = lack.need;
  const { name } = scheme;
  switch (lack.kind) {
    case 'missing':
      return createProblem('credential-missing', {
        operation,
        detail: `The operation asks for the credential \`${name}\`: ${sendingPhrase(scheme)}${others(parts)}`,
        members: { scheme: name },
        headers: { 'WWW-Authenticate': challenges(parts) },
      });
    case 'invalid':
      return createProblem('credential-invalid', {
        operation,
        detail: `The credential \`${name}\` is not valid: ${lack.reason}`,
        members: { scheme: name },
        headers: {
          'WWW-Authenticate': challenges(parts, scheme, { code: 'invalid_token', description: lack.reason }),
        },
      });
    case 'scopes': {
      const listed = scopes.map((scope) => `\`${scope}\``).join(', ');
      const headers = { 'WWW-Authenticate': challenge(scheme, parts.realm, { code: 'insufficient_scope', scopes }) };
      return createProblem('credential-refused', {
        operation,
        detail: `The credential \`${name}\` lacks a scope: the operation asks for ${listed}`,
        members: { scheme: name, scopes },
        ...(scheme.place.kind === 'bearer' && { headers }),
      });
    }
    case 'claims':
      return createProblem('credential-refused', {
        operation,
        detail: `The credential \`${name}\` lacks a claim that the contract declares, or has it in another form`,
        members: { scheme: name },
      });
  }
}

/** One challenge for each credential that would do; the error stands with the one that was sent. */
function challenges({ security, realm }: SettleParts, faulty?: SecurityScheme, error?: ChallengeError): string {
  const schemes = new Set(security.alternatives.flat().map(({ scheme }) => scheme));
  return [...schemes].map((scheme) => challenge(scheme, realm, scheme === faulty ? error : undefined)).join(', ');
}

function others({ security }: SettleParts): string {
  const [, ...more] = security.alternatives.filter((alternative) => alternative.length > 0);
  if (more.length === 0) return '';
  const names = more.map((alternative) => alternative.map(({ scheme }) => `\`${scheme.name}\``).join(' with '));
  return `; or use ${names.join(' or ')}`;
}
