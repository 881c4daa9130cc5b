import { sendingFault } from '../../http/text-coding.ts';
import { encodePercent } from '../../http/percent.ts';
import { type ClaimName, StyleFault, type TextMembers } from './style-fault.ts';

/**
 * Writes an exploded list of style `form`: a query pair for each item.
 *
 * In:  `color=`, the encoded name with its `=`, and `blue`, `black`.
 * Out: `color=blue&color=black`.
 * Fails: `unsendable`, with the item's index.
 * Source: OpenAPI 3.1, style `form` with explode; the reverse is a matter of whoever cuts the query into pairs.
 */
export function formatFormList(prefix: string, items: readonly string[]): string | StyleFault {
  let written = '';
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index] ?? '';
    const encoded = encodePercent(item);
    if (encoded === undefined) return new StyleFault('unsendable', sendingFault(item, 'query'), [index]);
    written += `${index === 0 ? '' : '&'}${prefix}${encoded}`;
  }
  return written;
}

/**
 * Writes an exploded object of style `form`: each member is a query pair of its own name.
 *
 * In:  `R` and `100`, `G` and `200`.
 * Out: `R=100&G=200`.
 * Fails: `unsendable`, with the member's name; `collision` for a name that cannot be claimed.
 */
export function formatFormMembers(members: TextMembers, claim: ClaimName): string | StyleFault {
  let written = '';
  for (const [name, text] of members) {
    if (!claim(name)) return new StyleFault('collision', 'its name is taken by another parameter', [name]);
    const encodedName = encodePercent(name);
    const encoded = encodePercent(text);
    if (encodedName === undefined || encoded === undefined) {
      const culprit = encodedName === undefined ? name : text;
      return new StyleFault('unsendable', sendingFault(culprit, 'query'), [name]);
    }
    if (name === '') return new StyleFault('unsendable', 'its name is empty', [name]);
    written += `${written === '' ? '' : '&'}${encodedName}=${encoded}`;
  }
  return written;
}
