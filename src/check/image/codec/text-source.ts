import type { JsonObject } from '../../../codec/json-value.ts';

/** The source of a regular expression for exactly this text. */
export const literalSource = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const hex = '[0-9a-fA-F]';

/** What texts of a format look like, without anchors; a superset, and mostly a tight one. */
const formatSources: Readonly<Record<string, string>> = {
  uuid: `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`,
  date: '[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])',
};

/** What the texts of a schema look like, without anchors: of its `pattern` where that describes the whole text, or of its format. */
export function textSource({ pattern, format, enum: values }: JsonObject): string {
  if (Array.isArray(values) && values.every((value) => typeof value === 'string')) {
    return `(?:${values.map(literalSource).join('|')})`;
  }
  const whole = typeof pattern === 'string' ? wholeSource(pattern) : undefined;
  if (whole !== undefined) return whole;
  return (typeof format === 'string' ? formatSources[format] : undefined) ?? anyText;
}

/** Any text at all, with line breaks. */
export const anyText = '[\\s\\S]*';

/** The inside of `^...$`; `undefined` where an anchor stands elsewhere, or may. */
function wholeSource(pattern: string): string | undefined {
  if (!pattern.startsWith('^') || !pattern.endsWith('$') || pattern.endsWith('\\$')) return undefined;
  const inside = pattern.slice(1, -1);
  // Behind a look-around or between alternatives the anchors mean something else.
  const plain = inside.replace(/\\[\s\S]/g, '__').replace(/\[[^\]]*\]/g, '__');
  if (/[\^$]|\(\?[=!<]/.test(plain) || hasOuterAlternative(plain)) return undefined;
  return inside;
}

function hasOuterAlternative(plain: string): boolean {
  let depth = 0;
  for (const letter of plain) {
    if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    else if (letter === '|' && depth === 0) return true;
  }
  return false;
}

/** The limits of a text's length, each moved by so many code points. */
export function movedLengths({ minLength, maxLength }: JsonObject, by: number): JsonObject {
  return {
    ...(typeof minLength === 'number' && { minLength: Math.max(0, minLength + by) }),
    ...(typeof maxLength === 'number' && { maxLength: maxLength + by }),
  };
}
