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
