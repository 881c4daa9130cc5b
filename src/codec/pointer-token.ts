/** Writes one name as a token of a JSON Pointer: `a/b` becomes `a~1b`. Source: RFC 6901, section 3. */
export function escapePointerToken(name: string): string {
  return name.includes('~') || name.includes('/') ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}

/** The reverse: `a~1b` becomes `a/b`, and `~01` becomes `~1`. Source: RFC 6901, section 4. */
export function unescapePointerToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}
