import type { TextLocation } from '../../http/location.ts';
import { decodingFault, sendingFault, textCodings } from '../../http/text-coding.ts';
import { StyleFault, type TextMembers } from './style-fault.ts';
import type { Style } from './style.ts';

/** A list or object in one text, its parts separated by one character. */
export interface DelimitedForm {
  readonly style: Exclude<Style, 'deepObject'>;
  readonly in: TextLocation;
  /** Whether a part may hold a comma; if not, `%2C` separates as `,` does, since many programs encode it. */
  readonly mayHoldComma: boolean;
}

const delimiters = {
  form: { character: ',', written: ',', name: 'a comma' },
  simple: { character: ',', written: ',', name: 'a comma' },
  spaceDelimited: { character: ' ', written: '%20', name: 'a blank' },
  pipeDelimited: { character: '|', written: '%7C', name: 'a pipe character' },
} as const;

/**
 * Cuts one raw text into its parts.
 *
 * In:  `3,4,5`; `blue%20black`; `blue%7Cblack`, as received.
 * Out: the decoded parts; the empty text is one empty part. In a header empty parts are no parts, and the blanks
 * around a part are not of it (RFC 9110, section 5.6.1).
 * Fails: `encoding`, with the part's index.
 * Source: OpenAPI 3.1, styles `form` and `simple` (cut, then decoded), `spaceDelimited` and `pipeDelimited`
 * (decoded, then cut), all without explode.
 */
export function parseDelimited(raw: string, form: DelimitedForm): string[] | StyleFault {
  const coding = textCodings[form.in];
  const delimiter = delimiters[form.style];
  if (delimiter.character !== ',') {
    const text = coding.decode(raw);
    return text === undefined ? new StyleFault('encoding', decodingFault(raw)) : text.split(delimiter.character);
  }
  const splitsEscape = coding.percent && !form.mayHoldComma && raw.includes('%');
  const parts = (splitsEscape ? raw.replaceAll(/%2c/gi, ',') : raw).split(',');
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    const text = coding.decode(part);
    if (text === undefined) return new StyleFault('encoding', decodingFault(part), [index]);
    parts[index] = text;
  }
  return parts;
}

/** Takes out the empty parts of a list in a header, which a recipient must ignore (RFC 9110, section 5.6.1.2). */
export const parseDelimitedList = (raw: string, form: DelimitedForm): string[] | StyleFault => {
  const items = parseDelimited(raw, form);
  return form.in === 'header' && !(items instanceof StyleFault) ? items.filter((item) => item !== '') : items;
};

/** Reads `R,100,G,200` as members. Fails: `style` when a name has no value, `encoding`. */
export function parseDelimitedObject(raw: string, form: DelimitedForm): TextMembers | StyleFault {
  const parts = parseDelimited(raw, form);
  if (parts instanceof StyleFault) return new StyleFault(parts.code, parts.reason);
  if (parts.length % 2 === 1) {
    return new StyleFault('style', 'must be names and values in turn: `name,value,name,value`');
  }
  return parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1] ?? ''] as const] : []));
}

/**
 * Writes parts as one text; the reverse of `parseDelimited`.
 *
 * Fails: `unsendable`, with the part's index, when a part cannot stand in the location, or holds the delimiter: even
 * encoded it would be two parts for whoever decodes before cutting.
 */
export function formatDelimited(parts: readonly string[], form: DelimitedForm): string | StyleFault {
  const coding = textCodings[form.in];
  const delimiter = delimiters[form.style];
  let written = '';
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    if (part.includes(delimiter.character)) {
      return new StyleFault('unsendable', `it holds ${delimiter.name}, which separates the items here`, [index]);
    }
    if (part === '' && form.in === 'header') {
      return new StyleFault('unsendable', 'it is empty, and empty items are lost in a header', [index]);
    }
    const encoded = coding.encode(part);
    if (encoded === undefined) return new StyleFault('unsendable', sendingFault(part, form.in), [index]);
    written += index === 0 ? encoded : delimiter.written + encoded;
  }
  return written;
}

/** Writes members as `R,100,G,200`. Fails as `formatDelimited` does, with the member's name. */
export function formatDelimitedObject(members: TextMembers, form: DelimitedForm): string | StyleFault {
  const written = formatDelimited(members.flat(), form);
  if (!(written instanceof StyleFault)) return written;
  const name = members[Math.floor(Number(written.at[0]) / 2)]?.[0];
  return new StyleFault(written.code, written.reason, name === undefined ? [] : [name]);
}
