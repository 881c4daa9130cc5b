import type { Operation } from '../../contract/contract.ts';
import { holdsSensitive } from '../../contract/known-place.ts';
import { credentialField } from '../../contract/security.ts';
import { maskText } from '../../explain/masked-values.ts';
import { headerSpelling } from '../../http/request-fields.ts';

/**
 * Fields that say how a message is to be read or kept, and nothing of who sends it. Every other field that the contract does not
 * declare may hold a key, a session or a name: of it the name alone is shown.
 */
const harmlessFields: ReadonlySet<string> = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'connection',
  'content-encoding',
  'content-language',
  'content-length',
  'content-type',
  'date',
  'dnt',
  'expect',
  'host',
  'idempotency-key',
  'if-modified-since',
  'if-unmodified-since',
  'keep-alive',
  'max-forwards',
  'pragma',
  'priority',
  'range',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'te',
  'traceparent',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-request-id',
]);

/** Schemes whose name tells nothing; text before a blank may be half of a key that was sent without one. */
const knownSchemes = /^(?:basic|bearer|digest|negotiate|dpop|hawk|apikey|aws4-hmac-sha256) /i;

/** Longer values are cut. In characters. */
const mostShown = 1000;

/** Gives the value of a header field as it may be shown. */
export type MaskField = (name: string, value: string) => string;

/**
 * Compiles the masks of an operation's header fields: what is shown is declared and not sensitive, or known to be harmless. A
 * credential is never shown, declared or not.
 */
export function compileMaskField(operation: Operation | undefined): MaskField {
  const shown = new Set(harmlessFields);
  for (const { name, place } of operation?.parameters.header.parameters ?? []) {
    const spelling = headerSpelling(name);
    if (holdsSensitive(place)) shown.delete(spelling);
    else shown.add(spelling);
  }
  for (const { place } of operation?.security?.schemes ?? []) {
    const field = credentialField(place);
    if (field.in === 'header') shown.delete(headerSpelling(field.name));
  }
  return (name, value) => maskField(shown, headerSpelling(name), value);
}

/** The fields of an outgoing request: those that the mapping writes are masked already. */
export function compileMaskOutgoing(operation: Operation): MaskField {
  const shown = new Set(harmlessFields);
  const credentials = operation.security?.schemes.map(({ place }) => credentialField(place)) ?? [];
  for (const { in: location, name } of operation.upstream.slots) {
    if (location === 'header') shown.add(headerSpelling(name));
  }
  for (const field of credentials) if (field.in === 'header') shown.delete(headerSpelling(field.name));
  return (name, value) => maskField(shown, headerSpelling(name), value);
}

function maskField(shown: ReadonlySet<string>, name: string, value: string): string {
  if (name === 'authorization' || name === 'proxy-authorization') {
    return `${knownSchemes.exec(value)?.[0] ?? ''}${maskText}`;
  }
  if (name === 'cookie') return value.split(';').map(maskCookie).join('; ');
  if (!shown.has(name)) return maskText;
  return value.length > mostShown ? `${value.slice(0, mostShown)}...` : value;
}

/** Of a cookie the name; a piece without one is a value. */
function maskCookie(piece: string): string {
  const equals = piece.indexOf('=');
  return equals < 0 ? maskText : `${piece.slice(0, equals).trim()}=${maskText}`;
}

/** Applies masks to `name, value, name, value, ...`. */
export function maskedHeaders(rawHeaders: readonly string[], mask: MaskField): string[] {
  return rawHeaders.map((text, index) => (index % 2 === 0 ? text : mask(rawHeaders[index - 1] ?? '', text)));
}
