import { sendingFault } from '../../http/text-coding.ts';
import { encodePercent } from '../../http/percent.ts';
import { type ClaimName, StyleFault, type TextMembers } from './style-fault.ts';

/** The name before the first bracket: `filter` of `filter[a]`; `undefined` where there is none. */
export function deepBase(name: string): string | undefined {
  const bracket = name.indexOf('[');
  return bracket < 0 ? undefined : name.slice(0, bracket);
}

/**
 * Reads which member a query pair of style `deepObject` names.
 *
 * In:  the parameter's name and the decoded name of the pair: `filter`, `filter[a]`.
 * Out: `a`.
 * Fails: `style` for a name without brackets, an empty member, and members inside members, which the style does not have.
 * Source: OpenAPI 3.1, style `deepObject`.
 */
export function parseDeepName(base: string, name: string): string | StyleFault {
  const form = `write each member as \`${base}[member]=value\``;
  if (name === base) return new StyleFault('style', `is an object; ${form}`);
  const member = name.slice(base.length + 1, -1);
  if (!name.endsWith(']') || member === '') return new StyleFault('style', `has a member without a name; ${form}`);
  if (member.includes('[') || member.includes(']')) {
    return new StyleFault('style', `has a member inside a member, which cannot be written here; ${form}`);
  }
  return member;
}

/**
 * Writes an object of style `deepObject`.
 *
 * In:  `color`, and `R` and `100`, `G` and `200`.
 * Out: `color%5BR%5D=100&color%5BG%5D=200`.
 * Fails: `unsendable`, with the member's name; `collision` for a name that cannot be claimed.
 */
export function formatDeepObject(base: string, members: TextMembers, claim: ClaimName): string | StyleFault {
  let written = '';
  for (const [name, text] of members) {
    if (!claim(`${base}[${name}]`))
      return new StyleFault('collision', 'its name is taken by another parameter', [name]);
    if (name === '' || name.includes('[') || name.includes(']')) {
      return new StyleFault('unsendable', 'its name is empty or holds a bracket, which ends the name here', [name]);
    }
    const encodedName = encodePercent(`${base}[${name}]`);
    const encoded = encodePercent(text);
    if (encodedName === undefined || encoded === undefined) {
      const culprit = encodedName === undefined ? name : text;
      return new StyleFault('unsendable', sendingFault(culprit, 'query'), [name]);
    }
    written += `${written === '' ? '' : '&'}${encodedName}=${encoded}`;
  }
  return written;
}
