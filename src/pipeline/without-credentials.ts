import { cookieSpelling } from '../http/cookie-text.ts';
import { credentialField, type SecurityScheme } from '../contract/security.ts';
import { decodeQueryText } from '../http/percent.ts';
import { pairText, queryOf, querySpelling, splitQuery } from '../http/query-text.ts';
import { headerSpelling } from '../http/request-fields.ts';

/** The parts of a request that can carry a credential. */
export interface Carriers {
  readonly url: string;
  readonly rawHeaders: readonly string[];
}

/**
 * Compiles the removal of credentials that end at the gateway: what is left is what every later stage sees, so that none of
 * them can send or tell one. A name goes in every spelling that a backend could take for it.
 */
export function compileWithout(schemes: readonly SecurityScheme[]): (request: Carriers) => Carriers {
  const fields = schemes.map(({ place }) => credentialField(place));
  const namesIn = (location: string, spell: (name: string) => string): ReadonlySet<string> =>
    new Set(fields.flatMap((field) => (field.in === location ? [spell(field.name)] : [])));
  const headers = namesIn('header', headerSpelling);
  const query = namesIn('query', querySpelling);
  const cookies = namesIn('cookie', cookieSpelling);
  return ({ url, rawHeaders }) => ({
    url: query.size === 0 ? url : withoutPairs(url, query),
    rawHeaders: headers.size + cookies.size === 0 ? rawHeaders : withoutFields(rawHeaders, { headers, cookies }),
  });
}

function withoutPairs(url: string, names: ReadonlySet<string>): string {
  const pairs = splitQuery(queryOf(url), Number.POSITIVE_INFINITY);
  const kept = pairs.filter(({ name }) => !names.has(querySpelling(decodeQueryText(name) ?? name)));
  if (kept.length === pairs.length) return url;
  const path = url.slice(0, url.indexOf('?'));
  return kept.length === 0 ? path : `${path}?${kept.map(pairText).join('&')}`;
}

function withoutFields(
  rawHeaders: readonly string[],
  { headers, cookies }: { readonly headers: ReadonlySet<string>; readonly cookies: ReadonlySet<string> },
): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    if (headers.size > 0 && headers.has(headerSpelling(name))) continue;
    if (cookies.size === 0 || name.toLowerCase() !== 'cookie') kept.push(name, value);
    else keepCookies(kept, name, withoutCookies(value, cookies));
  }
  return kept;
}

function keepCookies(kept: string[], name: string, value: string): void {
  if (value !== '') kept.push(name, value);
}

function withoutCookies(line: string, names: ReadonlySet<string>): string {
  const isKept = (piece: string): boolean => {
    const equals = piece.indexOf('=');
    return !names.has(cookieSpelling((equals < 0 ? piece : piece.slice(0, equals)).trim()));
  };
  const pieces = line.split(';');
  const kept = pieces.filter(isKept);
  return kept.length === pieces.length ? line : kept.join(';').trim();
}
