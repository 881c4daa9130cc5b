/** The longest line that is written. */
export const lineWidth = 120;

/** The parts of a union, apart from those within brackets and texts: `A | list[B | C]` has two. */
export function unionParts(expression: string): readonly string[] {
  const parts: string[] = [];
  let begin = 0;
  let depth = 0;
  for (const { index, sign } of signsOf(expression)) {
    if (sign === '[') depth += 1;
    if (sign === ']') depth -= 1;
    if (sign === '|' && depth === 0) {
      parts.push(expression.slice(begin, index).trim());
      begin = index + 1;
    }
  }
  return [...parts, expression.slice(begin).trim()];
}

/** The members of `Literal[...]`; `undefined` for every other expression. */
export function literalMembers(expression: string): readonly string[] | undefined {
  if (!expression.startsWith('Literal[') || unionParts(expression).length > 1) return undefined;
  const members: string[] = [];
  let begin = 'Literal['.length;
  for (const { index, sign } of signsOf(expression)) {
    if (sign === ',') {
      members.push(expression.slice(begin, index).trim());
      begin = index + 1;
    }
  }
  return [...members, expression.slice(begin, -1).trim()];
}

/** Replaces every `Literal[...]` of an expression. */
export function replaceLiterals(expression: string, replace: (literal: string) => string): string {
  const start = /(^|[^\w])Literal\[/.exec(outsideTexts(expression));
  if (start === null) return expression;
  const begin = start.index + (start[1] ?? '').length;
  const end = [...signsOf(expression)].find(({ index, sign }) => index > begin && sign === ']')?.index ?? begin;
  const literal = expression.slice(begin, end + 1);
  return expression.slice(0, begin) + replace(literal) + replaceLiterals(expression.slice(end + 1), replace);
}

/** Brackets, commas and bars that are no part of a text. */
function* signsOf(expression: string): Generator<{ readonly index: number; readonly sign: string }> {
  for (const match of outsideTexts(expression).matchAll(/[[\]|,]/g)) yield { index: match.index, sign: match[0] };
}

/** The expression with the content of its texts blanked out, every other character at its place. */
const outsideTexts = (expression: string): string =>
  expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gs, (text) => '_'.repeat(text.length));
