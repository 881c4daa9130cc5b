// Control characters, line separators, the marks that change the direction of text or are not seen at all, and halves
// of surrogate pairs: written as they are they could steer a terminal, or forge a line of a log or the look of a sentence.
const misleading = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Printable ASCII, of which nothing is misleading; looked for first, since nearly every text is so. */
const plain = /^[\x20-\x7e]*$/;

/**
 * Text of somebody else on one line, with an escape for whatever could mislead a reader or a terminal.
 *
 * In:  `a<LF>b`.
 * Out: `a\u000ab`; in the literals of JavaScript and JSON the escapes mean what stood there.
 * Source: CVE-2021-42574, and every log injection since.
 */
export function printable(text: string): string {
  return plain.test(text) ? text : text.replace(misleading, escapeUnits);
}

/** The same for text of several lines: its line breaks stay. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

const escapeUnits = (character: string): string =>
  Array.from({ length: character.length }, (_, index) => escapeUnit(character.charCodeAt(index))).join('');

const escapeUnit = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
