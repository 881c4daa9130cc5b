/** A word of a command line. `isPlain`: nothing of it was quoted, so that `|` is an operator and no text. */
export interface ShellWord {
  readonly text: string;
  readonly isPlain: boolean;
}

/** Escapes of `$'...'` that stand for one character. */
const ansiEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  v: '\v',
};

/** Each alternative is one part of a word, or what separates words. */
const parts =
  /(?<gap>(?:\s|\\\r?\n)+)|'(?<single>[^']*)'|\$'(?<ansi>(?:[^'\\]|\\.)*)'|"(?<double>(?:[^"\\]|\\.)*)"|\\(?<escaped>.)|(?<plain>\$(?!')|[^\s'"\\$]+)/sy;

/**
 * Splits a command line as a POSIX shell does, without expanding anything: `$HOME` and `*` stay text.
 *
 * In:  `curl 'http://a/b' -H "X: 1" \⏎ -d $'it\'s'`, as terminals and browsers copy it.
 * Out: `undefined` where a quote is not closed.
 * Source: POSIX.1-2024, section 2.2; `$'...'` is what browsers write for bodies with line ends.
 */
export function shellWords(line: string): readonly ShellWord[] | undefined {
  const words: ShellWord[] = [];
  let word: ShellWord | undefined;
  parts.lastIndex = 0;
  while (parts.lastIndex < line.length) {
    const groups = parts.exec(line)?.groups;
    if (groups === undefined) return undefined;
    if (groups['gap'] !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    const plain = groups['plain'];
    word = {
      text: (word?.text ?? '') + (plain ?? unquoted(groups)),
      isPlain: (word?.isPlain ?? true) && plain !== undefined,
    };
  }
  return word === undefined ? words : [...words, word];
}

function unquoted({ single, ansi, double, escaped }: Readonly<Record<string, string | undefined>>): string {
  if (single !== undefined) return single;
  if (ansi !== undefined) return ansi.replace(/\\(?:x([\da-f]{1,2})|[uU]([\da-f]{1,8})|([0-7]{1,3})|(.))/gis, ansiText);
  // Within double quotes a backslash escapes only what would mean something there.
  if (double !== undefined) return double.replace(/\\(?:(\r?\n)|([$`"\\]))/g, (_, _end, character = '') => character);
  return escaped ?? '';
}

function ansiText(_whole: string, hex?: string, unicode?: string, octal?: string, character = ''): string {
  const code = Number.parseInt(hex ?? unicode ?? octal ?? '', hex === undefined && unicode === undefined ? 8 : 16);
  if (Number.isNaN(code)) return ansiEscapes[character] ?? character;
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}
