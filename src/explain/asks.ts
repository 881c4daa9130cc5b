import type { Operation } from '../contract/contract.ts';
import type { CredentialNeed } from '../contract/security.ts';
import { sendingPhrase } from '../guard/credential/challenge.ts';

/** What stands before an operation, in words. A dry run asks for none of it. */
export interface Asks {
  /** One for each alternative. */
  readonly credentials: readonly string[];
  readonly limits: readonly string[];
}

/** What callers of an operation are asked for; `undefined` where that is nothing. */
export function asksOf({ security, rateLimits }: Operation): Asks | undefined {
  const credentials = security?.alternatives.map(alternativeText) ?? [];
  const limits = rateLimits.map(({ name, quota, windowMs, cost, by }) => {
    const keys = by.map((part) =>
      part.kind === 'address' ? 'address' : `${'in' in part ? part.in : part.kind} ${part.name}`,
    );
    const each = keys.length === 0 ? 'all callers together' : `each ${keys.join(' and ')}`;
    return `${name}: ${quota} in ${windowMs / 1000} s for ${each}${cost === 1 ? '' : `, of which a request costs ${cost}`}`;
  });
  return credentials.length + limits.length === 0 ? undefined : { credentials, limits };
}

function alternativeText(needs: readonly CredentialNeed[]): string {
  if (needs.length === 0) return 'none, where none is sent';
  return needs
    .map(({ scheme, scopes }) => {
      const asked = scopes.length === 0 ? '' : ` with ${scopes.join(' ')}`;
      return `${scheme.name}${asked}: ${sendingPhrase(scheme).replaceAll('`', '')}; ${scheme.forward ? 'forwarded' : 'not forwarded'}`;
    })
    .join(', and ');
}
