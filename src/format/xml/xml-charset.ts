/**
 * The charset of a document: a byte order mark says it, else the Content-Type, else the document itself.
 *
 * In:  its bytes, and the `charset` of its Content-Type.
 * Out: `utf-8` where nobody says anything else.
 * Source: RFC 7303, section 3; XML 1.0, section 4.3.3 and appendix F.
 */
export function xmlCharset(bytes: Uint8Array, named: string | undefined): string {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'utf-16';
  if (named !== undefined) return named;
  const start = Buffer.from(bytes.subarray(0, 256)).toString('latin1');
  return /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(start)?.[1] ?? 'utf-8';
}
