import { credentialField, type SecurityScheme } from '../../contract/security.ts';

/** What is wrong with the credential, in the words of RFC 6750, section 3.1. */
export interface ChallengeError {
  readonly code: 'invalid_token' | 'insufficient_scope';
  readonly description?: string;
  readonly scopes?: readonly string[];
}

/**
 * One challenge of `WWW-Authenticate`.
 *
 * Out: `Bearer realm="paramap", error="invalid_token"`; `Basic realm="paramap", charset="UTF-8"`; for a key the scheme
 * `ApiKey`, which is in use though not registered: a 401 must say something (RFC 9110, section 15.5.2).
 */
export function challenge({ place }: SecurityScheme, realm: string, error?: ChallengeError): string {
  const parameters = [`realm=${quoted(realm)}`];
  if (place.kind === 'basic') parameters.push('charset="UTF-8"');
  if (place.kind === 'apiKey') parameters.push(`in="${place.in}"`, `name=${quoted(place.name)}`);
  if (place.kind === 'bearer' && error !== undefined) {
    parameters.push(`error="${error.code}"`);
    if (error.description !== undefined) parameters.push(`error_description=${quoted(error.description)}`);
    if (error.scopes !== undefined) parameters.push(`scope="${error.scopes.join(' ')}"`);
  }
  return `${schemeNames[place.kind]} ${parameters.join(', ')}`;
}

const schemeNames = { bearer: 'Bearer', basic: 'Basic', apiKey: 'ApiKey' } as const;

const quoted = (text: string): string => `"${text.replaceAll(/[^\x20-\x7e]|`/g, "'").replaceAll(/["\\]/g, '\\$&')}"`;

/** How a credential is sent, in words. */
export function sendingPhrase({ place }: SecurityScheme): string {
  if (place.kind === 'bearer') return 'send `Authorization: Bearer` and a token';
  if (place.kind === 'basic') return 'send `Authorization: Basic` and `user:password` in base64';
  const { in: location, name } = credentialField(place);
  const holder = { header: 'header field', query: 'query parameter', cookie: 'cookie' }[location];
  return `send the ${holder} \`${name}\``;
}
