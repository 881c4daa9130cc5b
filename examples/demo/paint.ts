import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Columns of every screen. */
export const screenWidth = 78;

/** Colours a text where standard output is a terminal and `NO_COLOR` is not set; elsewhere the text stays as it is. */
export function paint(format: Format, text: string): string {
  return styleText(format, text, { stream: process.stdout });
}

/** Breaks a text at spaces into lines of at most `width` columns; a word that is longer is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((long) => pieces(long, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

function pieces(word: string, width: number): string[] {
  const parts: string[] = [];
  for (let start = 0; start < word.length; start += width) parts.push(word.slice(start, start + width));
  return parts;
}

/** Wraps a text and sets every line in from the left. */
export function indented(text: string, columns: number): string[] {
  return wrap(text, screenWidth - columns).map((line) => ' '.repeat(columns) + line);
}
