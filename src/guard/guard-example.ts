import type { JsonObject } from '../codec/json-value.ts';
import type { GuardExample } from '../example/example-api.ts';
import type { Verified } from './credential/verdict.ts';
import { createGuards } from './guards.ts';
import type { LimitStore } from './limit/limit-store.ts';

/** An address that stands for a caller's in documentation. Source: RFC 5737. */
const anyAddress = '192.0.2.1';

/** Judges the request of an example by presence and form of its credentials, its claims and scopes; pure, and at once. */
export const guardExample: GuardExample = (operation, { credential, code, ...request }) => {
  const schemes = operation.security?.alternatives.flat().map(({ scheme }) => scheme.name) ?? [];
  const verified: Verified = { ok: true, claims: credential ?? {}, scopes: scopesOf(credential) };
  const guard = createGuards({
    verifiers: new Map(schemes.map((name) => [name, () => verified])),
    store: code === 'rate-limited' ? spentStore : freshStore,
    realm: 'paramap',
    olderFields: false,
  }).of(operation);
  const verdict = guard?.({ ...request, address: () => anyAddress });
  if (verdict === undefined || verdict instanceof Promise || verdict.ok) return undefined;
  return verdict.problem;
};

/** The usual claim; as text with blanks between, or as a list. Source: RFC 8693, section 4.2. */
function scopesOf(claims: JsonObject | undefined): string[] {
  const scope = claims?.['scope'];
  if (typeof scope === 'string') return scope.split(' ').filter((each) => each !== '');
  return Array.isArray(scope) ? scope.filter((each) => typeof each === 'string') : [];
}

const spentStore: LimitStore = {
  take: ({ windowMs }) => ({ isAllowed: false, remaining: 0, resetMs: windowMs }),
  close: async () => {},
};

const freshStore: LimitStore = {
  take: ({ quota, windowMs }) => ({ isAllowed: true, remaining: quota, resetMs: windowMs }),
  close: async () => {},
};
