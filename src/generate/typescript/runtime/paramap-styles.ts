import { type Pair, type StyledWriter, scalarText, UnsendableError } from './paramap-request.ts';

/** Writes a list or an object in its style. Source: OpenAPI 3.1.1, "Style Values". */
export const writeStyled: StyledWriter = (parameter, value, encode) => {
  const { name, style, explode = false } = parameter;
  const separator = style === 'spaceDelimited' ? ' ' : style === 'pipeDelimited' ? '|' : ',';
  const parted = explode && (style === 'form' || style === 'deepObject');
  const text = (item: unknown): string => {
    const written = scalarText(parameter, item);
    // Only a comma in a URL can be told from a separator, by its escape.
    const isSafe = parted || (separator === ',' && encode === encodeURIComponent) || !written.includes(separator);
    if (!isSafe) throw new UnsendableError(parameter, `has an item with "${separator}", which parts the items`);
    return encode(written);
  };
  const join = (items: readonly string[]): Pair[] =>
    items.length === 0 ? [] : [[name, items.join(separator === ',' ? ',' : encode(separator))]];
  if (Array.isArray(value)) {
    return parted ? value.map((item): Pair => [name, text(item)]) : join(value.map(text));
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  const memberName = (key: string): string => (style === 'deepObject' ? `${name}[${key}]` : key);
  if (parted) return members.map(([key, member]): Pair => [memberName(key), text(member)]);
  return join(
    members.flatMap(([key, member]) => (explode ? `${encode(key)}=${text(member)}` : [encode(key), text(member)])),
  );
};

/** Writes cookies, which have no escapes. Source: RFC 6265, section 4.1.1; a comma is widely used and understood. */
export function writeCookies(cookies: readonly Pair[]): string {
  for (const [name, text] of cookies) {
    if (/[^\x21\x23-\x3a\x3c-\x5b\x5d-\x7e]/.test(text)) {
      throw new UnsendableError({ in: 'cookie', name }, 'holds characters that a cookie cannot hold');
    }
  }
  return cookies.map(([name, text]) => `${name}=${text}`).join('; ');
}
