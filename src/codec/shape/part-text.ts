import type { CodecInput, CodecTools } from '../codec-kind.ts';
import { isNumberText, numberText } from '../decimal-text.ts';
import { isIntegerNumber, toNumber } from '../decimal.ts';
import { isNumber, type JsonType } from '../json-type.ts';
import type { JsonValue } from '../json-value.ts';

/** The parts of a text, each read and written by the type of its member. */
export interface PartText {
  /** `undefined` for a value that cannot be a part. */
  format(name: string, value: JsonValue): string | undefined;
  /** `undefined` for a text that is no value of the type. */
  parse(name: string, text: string): JsonValue | undefined;
}

/** Members that are not named are text. */
export function compilePartText(types: ReadonlyMap<string, PartType>): PartText {
  const typeOf = (name: string): PartType => types.get(name) ?? 'string';
  return {
    format: (name, value) => formatPart(typeOf(name), value),
    parse: (name, text) => parsePart(typeOf(name), text),
  };
}

/** What a text can be read as. */
export type PartType = 'string' | 'integer' | 'number' | 'boolean';

/** The one type of a member that stands in a text or a name; several, or a list or object, are a finding. */
export function partType(name: string, { members }: CodecInput, { report }: CodecTools): PartType | undefined {
  const types = (members?.byName.get(name)?.types ?? []).filter((type) => type !== 'null');
  if (types.length === 0) return 'string';
  const numeric = types.every((type) => type === 'integer' || type === 'number');
  if (numeric) return types.includes('number') ? 'number' : 'integer';
  const [only] = types;
  if (types.length === 1 && isPartType(only)) return only;
  report({
    rule: 'codec-type',
    message: `the member \`${name}\` can have several types, or none that a part of a text can be read as`,
    cure: 'give it one type: text, a number or a boolean',
  });
  return undefined;
}

const isPartType = (type: JsonType | undefined): type is PartType =>
  type === 'string' || type === 'integer' || type === 'number' || type === 'boolean';

/** A value of the type as text; `undefined` for any other. */
export function formatPart(type: PartType, value: JsonValue): string | undefined {
  if (type === 'string') return typeof value === 'string' ? value : undefined;
  if (type === 'boolean') return typeof value === 'boolean' ? String(value) : undefined;
  if (!isNumber(value) || (type === 'integer' && !isIntegerNumber(value))) return undefined;
  return numberText(value);
}

/** The value that a text says; `undefined` where it says none of the type. */
export function parsePart(type: PartType, text: string): JsonValue | undefined {
  if (type === 'string') return text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  const number = isNumberText(text) ? toNumber(text) : undefined;
  return number !== undefined && (type === 'number' || isIntegerNumber(number)) ? number : undefined;
}
