/**
 * Quotes text as one word of a shell command, so that what is pasted is what was shown.
 *
 * In:  any text, also with quotes, `$`, backquotes, line breaks and characters that steer a terminal.
 * Out: the text itself where it is harmless, `'...'`, or `$'...'` (bash, zsh and others) where it holds control characters.
 */
export function shellQuoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) {
    return text;
  }
  if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(text)) {
    return `'${text.replaceAll("'", "'\\''")}'`;
  }
  const escaped = text.replace(/[\\']/g, '\\$&').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escapeBytes);
  return `$'${escaped}'`;
}

/** The character's UTF-8 bytes in octal; three digits, so that a digit that follows is not taken in. */
function escapeBytes(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
