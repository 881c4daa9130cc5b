import type { Dicer } from '@fastify/busboy';

/** What of Dicer's own parser of header sections is used here. */
interface HeadParser {
  /** The section without its empty line, in Latin-1; the rest of the boundary's line stands before it. */
  readonly buffer: string;
  _parseHeader(): void;
}

/**
 * Tells of the text of every header section before Dicer parses it, for it leaves out a line that is none, and all lines
 * after it, without a word.
 *
 * Fails: throws where Dicer is not built as it is known, rather than let such lines be lost.
 */
export function hearHeadText(dicer: Dicer, listener: (text: string) => void): void {
  const parser: unknown = Reflect.get(dicer, '_hparser');
  if (!isHeadParser(parser))
    throw new Error('the parser of @fastify/busboy has another form than the one that is known');
  const parse = parser._parseHeader;
  parser._parseHeader = () => {
    listener(parser.buffer);
    parse.call(parser);
  };
}

function isHeadParser(value: unknown): value is HeadParser {
  if (typeof value !== 'object' || value === null) return false;
  return typeof Reflect.get(value, 'buffer') === 'string' && typeof Reflect.get(value, '_parseHeader') === 'function';
}

/** A name, which is a token, a colon and a value; a value may go on in lines that begin with a blank. */
const lineForm = /^[!#$%&'*+.^`|~\w-]+:[^\r\n]*$/;
const foldForm = /^[\t ][^\r\n]*$/;

/**
 * Whether every line of a header section is a field, or the rest of the one before it.
 *
 * Source: RFC 2046, section 5.1.1, and RFC 9110, section 5.6.2, for names. Behind the boundary nothing may stand in its
 * line: nobody sends the blanks that RFC 2046 allows there, and Dicer does not take them off.
 */
export function isHeadText(text: string): boolean {
  const [besideBoundary = '', ...lines] = text.split('\r\n');
  if (besideBoundary !== '') return false;
  return lines.every((line, index) => lineForm.test(line) || (index > 0 && foldForm.test(line)));
}
