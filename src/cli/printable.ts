/**
 * Text for a terminal: what would steer it, or change the direction of what is read, is shown as `\u001b`.
 *
 * Contracts and requests are written by others. Source: CVE-2021-42574, and every log injection since.
 */
export function printable(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => escapeUnit(character.charCodeAt(index))).join(''),
  );
}

const escapeUnit = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
