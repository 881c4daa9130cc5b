import type { JsonObject } from '../../codec/json-value.ts';
import type { ParameterGroup, UnknownPolicy } from '../../contract/contract.ts';
import { type Cookie, splitCookies } from '../../http/cookie-text.ts';
import type { DecodeReport } from './decode-report.ts';
import { noNames, noValues } from './nothing.ts';
import { compileReaders, RawTexts } from './raw-texts.ts';

/** The declared cookies as values, and what else came. */
export interface DecodedCookie {
  readonly values: JsonObject;
  /** Undeclared names in order, each once, where these are refused. */
  readonly unknown: readonly string[];
  /** Undeclared cookies in order, where these are forwarded. */
  readonly forwarded: readonly Cookie[];
}

const nothing: DecodedCookie = { values: noValues, unknown: noNames, forwarded: [] };

/**
 * Compiles the decoding of cookies; no cookie is parsed where nobody asks for any.
 *
 * Values are opaque: never percent-decoded, quotes kept. Two cookies of one declared name are a violation, since their
 * order means nothing (RFC 6265, section 4.2.2).
 */
export function compileDecodeCookie(
  group: ParameterGroup,
  policy: UnknownPolicy,
): (rawHeaders: readonly string[], report: DecodeReport) => DecodedCookie {
  const readers = compileReaders(group, policy);
  const byName = new Map(readers.map((reader) => [reader.name, reader]));
  if (readers.length === 0 && policy === 'drop') return () => nothing;
  return (rawHeaders, report) => {
    const taken = new RawTexts();
    const unknown: string[] = [];
    const forwarded: Cookie[] = [];
    for (const cookie of splitCookies(cookieLines(rawHeaders))) {
      const [name, value] = cookie;
      const reader = byName.get(name);
      if (reader !== undefined) taken.add(reader.index, value);
      else if (policy === 'forward') forwarded.push(cookie);
      else if (policy === 'refuse' && !unknown.includes(name)) unknown.push(name);
    }
    return { values: taken.readAll(readers, report), unknown, forwarded };
  };
}

function cookieLines(rawHeaders: readonly string[]): string[] {
  const lines: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === 6 && name.toLowerCase() === 'cookie') lines.push(rawHeaders[index + 1] ?? '');
  }
  return lines;
}
