import type { AnswerField, AnswerFields } from '../http/answer-fields.ts';

/**
 * Lines of a head, looked up by name.
 *
 * In:  name, value, name, value, ...
 * Out: by lower-case name, in order: the name as first received, and its value, or the values of its lines.
 */
export function fieldsOf(lines: readonly string[]): AnswerFields {
  const fields = new Map<string, AnswerField>();
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const name = lines[index] ?? '';
    const value = lines[index + 1] ?? '';
    const key = name.toLowerCase();
    const before = fields.get(key);
    if (before === undefined) fields.set(key, { name, value });
    else if (Array.isArray(before.value)) before.value.push(value);
    else fields.set(key, { name: before.name, value: [before.value, value] });
  }
  return fields;
}

/** Fields as the lines that are written. In and out are those of `fieldsOf`, the other way round. */
export function linesOf(fields: AnswerFields): string[] {
  const lines: string[] = [];
  for (const { name, value } of fields.values()) {
    if (typeof value === 'string') lines.push(name, value);
    else for (const one of value) lines.push(name, one);
  }
  return lines;
}

/** Takes the lines of some names out, which are asked for in lower case. */
export function withoutLines(lines: readonly string[], isOut: (key: string) => boolean): string[] {
  return lines.filter((_, index) => !isOut(lines[index - (index % 2)]?.toLowerCase() ?? ''));
}
