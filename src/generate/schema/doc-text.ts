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
