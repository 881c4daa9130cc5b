import type { TextLocation } from '../../http/location.ts';
import { decodingFault, sendingFault, textCodings } from '../../http/text-coding.ts';
import { StyleFault, type TextMembers } from './style-fault.ts';

/**
 * Reads an exploded object of style `simple`.
 *
 * In:  `R=100,G=200` as received in a path segment or header.
 * Out: name and text of each member, decoded. In a header empty parts are no parts.
 * Fails: `style` for a member without `=`, `encoding`.
 * Source: OpenAPI 3.1, style `simple` with explode.
 */
export function parseSimpleMembers(
  raw: string,
  location: TextLocation,
  mayHoldComma: boolean,
): TextMembers | StyleFault {
  const coding = textCodings[location];
  const splitsEscape = coding.percent && !mayHoldComma && raw.includes('%');
  const members: [string, string][] = [];
  for (const part of (splitsEscape ? raw.replaceAll(/%2c/gi, ',') : raw).split(',')) {
    if (location === 'header' && coding.decode(part) === '') continue;
    const equals = part.indexOf('=');
    if (equals < 0) return new StyleFault('style', 'must be members with their values: `name=value,name=value`');
    const name = coding.decode(part.slice(0, equals));
    if (name === undefined) return new StyleFault('encoding', decodingFault(part));
    const text = coding.decode(part.slice(equals + 1));
    if (text === undefined) return new StyleFault('encoding', decodingFault(part), [name]);
    members.push([name, text]);
  }
  return members;
}

/** Writes members as `R=100,G=200`. Fails: `unsendable`, with the member's name. */
export function formatSimpleMembers(members: TextMembers, location: TextLocation): string | StyleFault {
  const coding = textCodings[location];
  let written = '';
  for (const [name, text] of members) {
    if (name.includes(',') || name.includes('=')) {
      return new StyleFault('unsendable', 'its name holds a comma or `=`, which separates members here', [name]);
    }
    if (text.includes(',')) {
      return new StyleFault('unsendable', 'it holds a comma, which separates the members here', [name]);
    }
    const encodedName = coding.encode(name);
    const encoded = coding.encode(text);
    if (encodedName === undefined || encoded === undefined) {
      const culprit = encodedName === undefined ? name : text;
      return new StyleFault('unsendable', sendingFault(culprit, location), [name]);
    }
    written += `${written === '' ? '' : ','}${encodedName}=${encoded}`;
  }
  return written;
}
