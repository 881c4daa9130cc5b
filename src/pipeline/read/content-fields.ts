/** The header fields that speak about the content of a request, read once. */
export interface ContentFields {
  /** Whether content follows the header section (RFC 9112, section 6.3). */
  readonly present: boolean;
  /** Every `Content-Type` line as received. */
  readonly types: readonly string[];
  /** Every `Content-Encoding` line as received. */
  readonly codings: readonly string[];
}

/** Reads the content fields of a header section: name, value, name, value, ... */
export function contentFields(rawHeaders: readonly string[]): ContentFields {
  const types: string[] = [];
  const codings: string[] = [];
  let present = false;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    // The length tells most fields apart before anything is written in lower case.
    if (name.length === 12 && name.toLowerCase() === 'content-type') types.push(value);
    else if (name.length === 16 && name.toLowerCase() === 'content-encoding') codings.push(value);
    else if (name.length === 14 && name.toLowerCase() === 'content-length') present ||= Number(value) !== 0;
    else if (name.length === 17 && name.toLowerCase() === 'transfer-encoding') present = true;
  }
  return { present, types, codings };
}
