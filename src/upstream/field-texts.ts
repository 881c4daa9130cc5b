import { limitHead } from './http2/head-limit.ts';

/**
 * The fields of a head as text; undici gives them as bytes, which are Latin-1 in HTTP. Those of HTTP/2 come as an object, of
 * which a member with several lines is a list; they are held to `mostBytes` here, those of HTTP/1.1 by its parser.
 *
 * All parts of a head usually are pieces of one chunk, as it came from the socket: it is decoded once, and the parts are cut
 * out of the text. A part that was joined of two chunks is decoded by itself.
 */
export function fieldTexts(rawHeaders: unknown, mostBytes?: number): string[] {
  if (!Array.isArray(rawHeaders)) return limitHead(memberTexts(rawHeaders), mostBytes);
  const [first] = rawHeaders;
  const last: unknown = rawHeaders.at(-1);
  if (!Buffer.isBuffer(first) || !Buffer.isBuffer(last) || first.buffer !== last.buffer) return rawHeaders.map(textOf);
  const start = first.byteOffset;
  const end = last.byteOffset + last.length;
  if (end < start) return rawHeaders.map(textOf);
  const whole = Buffer.from(first.buffer, start, end - start).toString('latin1');
  const texts: string[] = [];
  for (const part of rawHeaders) {
    if (Buffer.isBuffer(part) && part.buffer === first.buffer && isWithin(part, start, end)) {
      const from = part.byteOffset - start;
      texts.push(whole.slice(from, from + part.length));
    } else texts.push(textOf(part));
  }
  return texts;
}

const isWithin = ({ byteOffset, length }: Buffer, start: number, end: number): boolean =>
  byteOffset >= start && byteOffset + length <= end;

const textOf = (part: unknown): string => (Buffer.isBuffer(part) ? part.toString('latin1') : String(part));

function memberTexts(fields: unknown): string[] {
  if (typeof fields !== 'object' || fields === null) return [];
  return Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith(':') ? [] : [value].flat().flatMap((line: unknown) => [name, String(line)]),
  );
}
