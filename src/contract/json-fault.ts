/** Where a text stops being JSON, and what to write there. */
export interface JsonFault {
  /** Index into the text of the first character that cannot stand there. */
  readonly offset: number;
  readonly message: string;
  readonly cure: string;
}

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'comma' | 'end';

interface Scan {
  readonly text: string;
  offset: number;
  /** The offsets of the brackets that are open. */
  readonly open: number[];
  expected: Expected;
}

const whitespace = /[ \t\n\r]*/y;
const plainCharacters = /[^"\\\u0000-\u001f]*/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const word = /[A-Za-z0-9_$.+-]+/y;

/**
 * Says where and why a text is not JSON. Meant for texts that `JSON.parse` refused: it tells what was expected there,
 * and what authors usually meant.
 *
 * Out: the first fault, or `undefined` for a text that is JSON.
 * Source: RFC 8259, sections 2 to 7.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const scan: Scan = { text, offset: 0, open: [], expected: 'value' };
  for (;;) {
    advance(scan, whitespace);
    if (scan.offset >= text.length) return scan.expected === 'end' ? undefined : endFault(scan);
    const fault = readToken(scan);
    if (fault !== undefined) return fault;
  }
}

function readToken(scan: Scan): JsonFault | undefined {
  const character = scan.text.charAt(scan.offset);
  switch (scan.expected) {
    case 'end':
      return unexpected(scan, 'the end of the file');
    case 'colon':
      return character === ':' ? step(scan, 'value') : unexpected(scan, '`:` after the name');
    case 'comma':
      return readAfterValue(scan, character);
    case 'name':
    case 'name or }':
      if (character === '}' && scan.expected === 'name or }') return close(scan);
      if (character !== '"') return unexpected(scan, 'a name in double quotes');
      return readString(scan) ?? expect(scan, 'colon');
    case 'value or ]':
      return character === ']' ? close(scan) : readValue(scan, character);
    case 'value':
      return readValue(scan, character);
  }
}

function readValue(scan: Scan, character: string): JsonFault | undefined {
  if (character === '{' || character === '[') {
    scan.open.push(scan.offset);
    return step(scan, character === '{' ? 'name or }' : 'value or ]');
  }
  if (character === '"') return readString(scan) ?? afterValue(scan);
  const start = scan.offset;
  const token = advance(scan, word);
  const isLiteral = token === 'true' || token === 'false' || token === 'null';
  if (isLiteral || (token !== '' && matchesWhole(number, token))) return afterValue(scan);
  scan.offset = start;
  return unexpected(scan, 'a value');
}

function readString(scan: Scan): JsonFault | undefined {
  const start = scan.offset;
  scan.offset++;
  for (;;) {
    advance(scan, plainCharacters);
    const character = scan.text.charAt(scan.offset);
    if (character === '"') {
      scan.offset++;
      return undefined;
    }
    if (character === '') {
      return { offset: start, message: 'this text has no closing `"`', cure: 'end it with a double quote' };
    }
    if (advance(scan, escapeSequence) === '') return stringFault(scan.offset, character);
  }
}

function stringFault(offset: number, character: string): JsonFault {
  if (character === '\\') {
    return { offset, message: 'JSON has no such escape', cure: 'write a backslash in a text as `\\\\`' };
  }
  return {
    offset,
    message: 'a text holds a raw line break or control character',
    cure: 'close the text before it, or write it as an escape: `\\n`, `\\t`',
  };
}

function readAfterValue(scan: Scan, character: string): JsonFault | undefined {
  const isObject = openBracket(scan) === '{';
  if (character === ',') return step(scan, isObject ? 'name' : 'value');
  if (character === (isObject ? '}' : ']')) return close(scan);
  return unexpected(scan, isObject ? '`,` or `}` after the value' : '`,` or `]` after the item');
}

function unexpected(scan: Scan, wanted: string): JsonFault {
  const { text, offset } = scan;
  const found = advance(scan, word) || String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const shown = /^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(found) ? `\`${found.slice(0, 30)}\`` : codePointName(found);
  return { offset, message: `not JSON: expected ${wanted}, found ${shown}`, cure: cureFor(scan, found, offset) };
}

function cureFor(scan: Scan, found: string, offset: number): string {
  const isTrailingComma = /,[ \t\n\r]*$/.test(scan.text.slice(Math.max(0, offset - 1000), offset));
  if ((found === '}' || found === ']') && isTrailingComma) return 'take out the comma before it';
  if (found === "'") return 'write names and texts in double quotes';
  if (found === '/' || found === '#') return 'JSON has no comments: write `description` or `$comment` instead';
  if (/^(?:NaN|[+-]?Infinity|undefined|None)$/.test(found)) return 'leave the member out, or write `null`';
  if (found === 'True' || found === 'False') return `write \`${found.toLowerCase()}\``;
  if (/^[+.-]?[0-9]/.test(found))
    return 'write numbers as JSON does: `12`, `-0.5`, `1e3`; other texts in double quotes';
  if (scan.expected === 'name' || scan.expected === 'name or }') return 'write the name in double quotes';
  if (scan.expected === 'value' || scan.expected === 'value or ]') return 'write a text in double quotes';
  if (scan.expected === 'end') return 'take out what follows the closing bracket';
  return `put ${scan.expected === 'colon' ? 'a `:`' : 'a `,`'} before it, or take it out`;
}

function endFault(scan: Scan): JsonFault {
  const opened = scan.open.at(-1);
  if (opened === undefined)
    return { offset: 0, message: 'the file is empty', cure: 'write a contract: `{ "title": ... }`' };
  const line = scan.text.slice(0, opened).split('\n').length;
  return {
    offset: scan.offset,
    message: `not JSON: the file ends, but the \`${openBracket(scan)}\` of line ${line} is not closed`,
    cure: 'close it, or restore the rest of the file',
  };
}

const openBracket = (scan: Scan): string => scan.text.charAt(scan.open.at(-1) ?? -1);

const codePointName = (found: string): string =>
  `the character U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

function step(scan: Scan, expected: Expected): undefined {
  scan.offset++;
  scan.expected = expected;
}

function expect(scan: Scan, expected: Expected): undefined {
  scan.expected = expected;
}

function afterValue(scan: Scan): undefined {
  scan.expected = scan.open.length === 0 ? 'end' : 'comma';
}

function close(scan: Scan): undefined {
  scan.offset++;
  scan.open.pop();
  afterValue(scan);
}

function advance(scan: Scan, token: RegExp): string {
  token.lastIndex = scan.offset;
  const found = token.exec(scan.text)?.[0] ?? '';
  scan.offset += found.length;
  return found;
}

function matchesWhole(token: RegExp, text: string): boolean {
  token.lastIndex = 0;
  return token.exec(text)?.[0] === text;
}
