import type { SecurityScheme } from '../../contract/security.ts';
import type { GuardedRequest } from '../guarded-request.ts';
import { cookieValues, headerValues, queryValues } from '../sent-values.ts';

/** What a request carries of a credential. */
export type FoundCredential =
  | { readonly kind: 'absent' }
  | { readonly kind: 'present'; readonly text: string }
  /** `reason` completes "is not valid: ". */
  | { readonly kind: 'malformed'; readonly reason: string };

const absent: FoundCredential = { kind: 'absent' };
const malformed = (reason: string): FoundCredential => ({ kind: 'malformed', reason });

/** Finds the credential of a scheme, and judges its form. */
export function compileFind({ place, isJwt }: SecurityScheme): (request: GuardedRequest) => FoundCredential {
  if (place.kind === 'apiKey') {
    const name = place.in === 'header' ? place.name.toLowerCase() : place.name;
    return (request) => only(sentKeys(request, place.in, name));
  }
  const { kind } = place;
  return ({ rawHeaders }) => {
    const found = only(headerValues(rawHeaders, 'authorization'));
    return found.kind === 'present' ? readAuthorization(found.text, kind, isJwt) : found;
  };
}

function sentKeys(
  { url, rawHeaders }: GuardedRequest,
  location: 'header' | 'query' | 'cookie',
  name: string,
): string[] {
  if (location === 'query') return queryValues(url, name);
  return location === 'header' ? headerValues(rawHeaders, name) : cookieValues(rawHeaders, name);
}

/** Of two, nobody can say which one others believe. Source: RFC 6750, section 3.1. */
function only(values: readonly string[]): FoundCredential {
  const [text, ...others] = values;
  if (others.length > 0) return malformed('it is sent more than once');
  return text === undefined || text === '' ? absent : { kind: 'present', text };
}

/** Source: RFC 9110, section 11.6.2; a credential of another scheme is not the one that is asked for. */
function readAuthorization(value: string, kind: 'bearer' | 'basic', isJwt: boolean): FoundCredential {
  const [, scheme = '', text = ''] = /^([!#$%&'*+.^_`|~\w-]+)(?: +(.*))?$/s.exec(value) ?? [];
  if (scheme.toLowerCase() !== kind) return absent;
  const fault = kind === 'bearer' ? bearerFault(text, isJwt) : basicFault(text);
  return fault === undefined ? { kind: 'present', text } : malformed(fault);
}

/** Source: RFC 6750, section 2.1; RFC 7515, section 3.1. */
function bearerFault(text: string, isJwt: boolean): string | undefined {
  if (!/^[\w.~+/-]+=*$/.test(text)) return 'it has not the form of a token';
  return isJwt && !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text) ? 'it has not the form of a JWT' : undefined;
}

/** Source: RFC 7617, section 2. */
function basicFault(text: string): string | undefined {
  const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
  return isBase64 && Buffer.from(text, 'base64').includes(':') ? undefined : 'it is no `user:password` in base64';
}
