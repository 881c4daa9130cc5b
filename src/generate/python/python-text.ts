import { lineWidth } from './type-layout.ts';

/** Text as a literal of the generated source; the only way by which a contract's text gets into code. */
export function pythonString(text: string): string {
  // The quotes that need fewer escapes, as `black` has it.
  const quote = text.split('"').length > text.split("'").length ? "'" : '"';
  let written = '';
  for (const character of text) written += character === quote ? `\\${quote}` : escaped(character);
  return quote + written + quote;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Letters of every script stay readable; what is invisible, or turns the direction of reading, is escaped. */
function escaped(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  return code > 0xff_ff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

const hex = (code: number, width: number): string => code.toString(16).padStart(width, '0');

/**
 * Makes a contract's text fit to stand in a comment or a docstring: it cannot end either, give instructions to a type
 * checker or a linter, or change the direction of what is read. Source: CVE-2021-42574.
 */
export function pythonDocText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?!\n)\p{Cc}/gu, ' ')
    .replace(/\\/g, '\\\\')
    .replace(/"""/g, "'''")
    .replace(
      /\b(type:\s*ignore|noqa|mypy:|pyright:|pylint:|ruff:|fmt:|isort:|coding[:=])/gi,
      (found) => `${found[0]} ${found.slice(1)}`,
    )
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** A docstring of the given paragraphs, each made fit already, or nothing where there are none. */
export function docstring(paragraphs: readonly (string | undefined)[], indent: string): string {
  const room = lineWidth - indent.length - 6;
  const told = paragraphs.filter((paragraph) => paragraph !== undefined && paragraph !== '');
  const text = wrapped(told.join('\n\n'), room);
  if (text === '') return '';
  const lines = text.split('\n').map((line, index) => (index === 0 || line === '' ? line : indent + line));
  // A quote at the end would meet those that close the docstring.
  const closed = text.endsWith('"') ? `${text} ` : text;
  return lines.length === 1 ? `${indent}"""${closed}"""\n` : `${indent}"""${lines.join('\n')}\n${indent}"""\n`;
}

/** Breaks lines that are longer than the room; what is indented stays so. */
function wrapped(text: string, room: number): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, room))
    .join('\n');
}

function wrapLine(line: string, room: number): readonly string[] {
  if (line.length <= room) return [line];
  const begin = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = '';
  for (const part of line.trim().split(/ +/)) {
    if (current !== '' && begin.length + current.length + 1 + part.length > room) {
      lines.push(begin + current);
      current = part;
    } else current = current === '' ? part : `${current} ${part}`;
  }
  return [...lines, begin + current];
}

/** Comment lines, each made fit already. */
export function comment(text: string, indent: string): string {
  if (text === '') return '';
  return wrapped(text, lineWidth - indent.length - 3)
    .split('\n')
    .map((line) => `${`${indent}#: ${line}`.trimEnd()}\n`)
    .join('');
}
