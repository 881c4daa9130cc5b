import type { JsonObject, JsonValue } from '../../../codec/json-value.ts';
import { unsetTexts } from '../../../problem/unset-text.ts';
import type { Part } from '../parts.ts';
import type { Level, ShapeVariable } from '../variable.ts';

/** A schema that the values of a part fit, and no others; `undefined` for a part that is about absent values. */
export function conditionOf({ aspect, levels }: ShapeVariable, part: Part): JsonObject | undefined {
  const { kind, level } = part;
  if (kind === 'given' || level.is === 'absent' || aspect === 'undeclared') return undefined;
  switch (aspect) {
    case 'presence':
      return presenceCondition(level);
    case 'range':
      return { type: 'number', ...bounds(part, 'minimum', 'exclusiveMaximum') };
    case 'length':
      return { type: 'string', ...counts(part, 'minLength', 'maxLength'), ...(kind === 'at-most' && { minLength: 1 }) };
    case 'items':
      return { type: 'array', ...counts(part, 'minItems', 'maxItems') };
    case 'choice':
      return {
        enum: levels.flatMap((one, at) => (part.levels.includes(at) && one.value !== undefined ? [one.value] : [])),
      };
    case 'look':
      return { type: 'string', minLength: 1, ...negated(kind, lookCondition(level.is)) };
    case 'characters':
      return { type: 'string', minLength: 1, ...negated(kind, characterConditions[level.is] ?? {}) };
  }
}

const negated = (kind: Part['kind'], schema: JsonObject): JsonObject => (kind === 'other' ? { not: schema } : schema);

function presenceCondition({ is, value }: Level): JsonObject {
  if (value !== undefined) return { const: value };
  if (is === 'empty') return { enum: ['', []] };
  const texts: JsonValue[] = [...unsetTexts];
  if (is === 'unset') return { enum: texts };
  if (is === 'string') return { type: 'string', minLength: 1, not: { enum: texts } };
  if (is === 'array') return { type: 'array', minItems: 1 };
  return is === 'number' ? { type: 'number', not: { type: 'integer' } } : { type: is };
}

function bounds({ kind, level }: Part, least: string, most: string): JsonObject {
  return {
    ...(kind !== 'at-most' && level.from !== undefined && { [least]: level.from }),
    ...(kind !== 'at-least' && level.below !== undefined && { [most]: level.below }),
  };
}

function counts({ kind, level }: Part, least: string, most: string): JsonObject {
  return {
    ...(kind !== 'at-most' && level.from !== undefined && { [least]: level.from }),
    ...(kind !== 'at-least' && level.below !== undefined && { [most]: level.below - 1 }),
  };
}

/** The patterns of `aspect/texts.ts`, in the terms of schemas. */
const integer: JsonObject = { pattern: '^-?(?:0|[1-9][0-9]*)$' };
const decimal: JsonObject = { pattern: '^-?[0-9]+(?:\\.[0-9]+)?$' };

function lookCondition(look: string): JsonObject {
  if (look === 'integer') return integer;
  if (look === 'decimal') return { ...decimal, not: integer };
  if (look !== 'text') return { format: look };
  return { not: { anyOf: [decimal, ...['date', 'date-time', 'uuid', 'email', 'uri'].map((format) => ({ format }))] } };
}

const ascii = '^[\\u0000-\\u007f]*$';
const printable = '^[\\u0020-\\u007e]*$';
const unmarked = '^[A-Za-z0-9 +,./:@_-]*$';

const characterConditions: Readonly<Record<string, JsonObject>> = {
  'non-ascii': { not: { pattern: ascii } },
  control: { pattern: ascii, not: { pattern: printable } },
  special: { pattern: printable, not: { pattern: unmarked } },
  marks: { pattern: unmarked, not: { pattern: '^[A-Za-z0-9]*$' } },
  plain: { pattern: '^[A-Za-z0-9]*$' },
};
