/**
 * Makes a contract's text fit to stand in a comment of the generated source.
 *
 * It can not end the comment, give instructions to the compiler or a linter, or change the direction of what is read.
 * Source: CVE-2021-42574 (bidirectional characters), and the injections by `*` + `/` of other generators.
 */
export function docText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/gu, ' ')
    .replace(/\*(?=\/)/g, '* ')
    .replace(/\/(?=\*)/g, '/ ')
    .replace(/@(?=[A-Za-z])/g, '@ ')
    .replace(/\b(biome|eslint|prettier|tslint|deno|istanbul|c8|v8)-/gi, '$1 ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** A documentation comment of the given lines, each already made fit, or nothing where there are none. */
export function docComment(paragraphs: readonly (string | undefined)[], indent = ''): string {
  const lines = paragraphs
    .filter((text) => text !== undefined && text !== '')
    .join('\n\n')
    .split('\n');
  if (lines.length === 1) {
    return lines[0] === '' ? '' : `${indent}/** ${lines[0]} */\n`;
  }
  const body = lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n');
  return `${indent}/**\n${body}\n${indent} */\n`;
}
