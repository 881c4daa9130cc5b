// Source text that is run. Only what stands in this program's own files becomes text of it: whatever is put in between is
// code that was made in the same way, or is written as a literal. So no text of a contract can ever be read as code.

/** A piece of source text. Only `code` and its fellows here make one. */
class SourceText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** A piece of source text; `String(code)` shows it. */
export type Code = SourceText;

/** What may stand in a template of `code`: code, lines of code, or a value that is written as a literal. */
export type CodePart = Code | readonly Code[] | string | number | boolean | null | undefined;

/**
 * Writes source text; a tag for templates.
 *
 * In:  code`if (${value} === ${'it\'s'}) return ${result};`, where `value` and `result` are code.
 * Out: `if (value1 === "it's") return value2;`. Lists of code become lines.
 * Fails: throws for a number that is not finite; any other value is no `CodePart`, and belongs to a program's constants.
 */
export function code(strings: TemplateStringsArray, ...parts: readonly CodePart[]): Code {
  let text = strings[0] ?? '';
  for (const [index, part] of parts.entries()) text += partText(part) + (strings[index + 1] ?? '');
  return new SourceText(text);
}

/** Writes pieces of code one behind the other, with commas between them: arguments, items of a list. */
export const commaList = (parts: readonly CodePart[]): Code => new SourceText(parts.map(partText).join(', '));

/** Writes a name with a number behind it; `word` is of this program's own, never of a contract. */
export function numberedName(word: string, number: number): Code {
  if (!/^[a-zA-Z]+$/.test(word)) throw new TypeError('a name in code is made of letters');
  return new SourceText(`${word}${number}`);
}

/** Sets every line of code further in. */
export const indented = (part: CodePart): Code => new SourceText(`  ${partText(part).replaceAll('\n', '\n  ')}`);

function partText(part: CodePart): string {
  if (part instanceof SourceText) return part.toString();
  if (Array.isArray(part)) return part.map(partText).join('\n');
  if (part === undefined) return 'undefined';
  if (typeof part === 'number') return numberText(part);
  if (typeof part === 'object' && part !== null) throw new TypeError('only code and scalars become source text');
  // These two ended a line before ES2019, and end one in many a viewer still.
  return JSON.stringify(part).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** A minus could join another one before it. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} is no literal`);
  if (Object.is(value, -0)) return '(-0)';
  return value < 0 ? `(${value})` : String(value);
}
