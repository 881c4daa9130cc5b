import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { openFormats } from '../open-formats.ts';
import { type Break, instead, shortText, without } from './mutation.ts';

/** Where a schema is used; it decides which of its keywords can make a difference. */
export interface SchemaUse {
  /** Values that come as text, for which every value is a string. */
  readonly text: boolean;
  /** Of a route: its parameters are always there. */
  readonly path: boolean;
}

/** Keywords with a limit, and the step that makes them stricter. */
const limits: Readonly<Record<string, 1 | -1>> = {
  minimum: 1,
  exclusiveMinimum: 1,
  maximum: -1,
  exclusiveMaximum: -1,
  minLength: 1,
  maxLength: -1,
  minItems: 1,
  maxItems: -1,
  minProperties: 1,
  maxProperties: -1,
};

/** Keywords that refuse values, and that a schema can do without. */
const removable = [
  'const',
  'pattern',
  'multipleOf',
  'uniqueItems',
  'readOnly',
  'not',
  'contains',
  'propertyNames',
  'default',
  'x-style',
  'x-explode',
  'x-alias',
];

/** Breaks each keyword of one schema: taken out, and where it has a limit also made stricter by one step. */
export function keywordBreaks(schema: JsonObject, use: SchemaUse): Break[] {
  const named = Object.entries(schema).flatMap(([keyword, value]): Break[] => {
    const step = limits[keyword];
    if (step !== undefined) return limitBreaks(keyword, value, step);
    return removable.includes(keyword) ? [without([keyword], `${keyword} ${shortText(value)}`)] : [];
  });
  return [
    ...named,
    ...typeBreaks(schema, use),
    ...enumBreaks(schema['enum']),
    ...formatBreaks(schema['format']),
    ...(use.path ? [] : requiredBreaks(schema)),
    ...branchBreaks(schema),
    ...closedBreaks(schema),
  ];
}

function limitBreaks(keyword: string, value: JsonValue, step: 1 | -1): Break[] {
  const removed = without([keyword], `${keyword} ${shortText(value)}`);
  if (typeof value !== 'number') return [removed];
  const stricter = value + step;
  return stricter < 0 && /^m..(?:Length|Items|Properties)$/.test(keyword)
    ? [removed]
    : [removed, instead([keyword], stricter, { name: keyword, was: value })];
}

function typeBreaks({ type }: JsonObject, { text }: SchemaUse): Break[] {
  if (type === undefined || (text && (type === 'string' || type === 'array' || type === 'object'))) return [];
  if (Array.isArray(type)) {
    return type.map((one) => {
      const rest = type.filter((other) => other !== one);
      return {
        at: ['type'],
        value: rest.length === 1 ? (rest[0] ?? null) : rest,
        change: `type without ${String(one)}`,
      };
    });
  }
  if (text) return [instead(['type'], 'string', { name: 'type', was: type })];
  return [without(['type'], `type ${shortText(type)}`)];
}

function enumBreaks(values: JsonValue | undefined): Break[] {
  if (!Array.isArray(values)) return [];
  const fewer =
    values.length < 2
      ? []
      : values.map((_, index) => without(['enum', index], `${shortText(values[index] ?? null)} in enum`));
  return [without(['enum'], 'enum'), ...fewer];
}

function formatBreaks(format: JsonValue | undefined): Break[] {
  return format === undefined || openFormats.includes(format)
    ? []
    : [without(['format'], `format ${shortText(format)}`)];
}

function requiredBreaks({ required, dependentRequired, dependentSchemas }: JsonObject): Break[] {
  const names = Array.isArray(required) ? required : [];
  const dependent = isObject(dependentRequired) ? Object.keys(dependentRequired) : [];
  const schemas = isObject(dependentSchemas) ? Object.keys(dependentSchemas) : [];
  return [
    ...names.map((name, index) => without(['required', index], `${String(name)} in required`)),
    ...dependent.map((name) => without(['dependentRequired', name], `dependentRequired of ${name}`)),
    ...schemas.map((name) => without(['dependentSchemas', name], `dependentSchemas of ${name}`)),
  ];
}

function branchBreaks(schema: JsonObject): Break[] {
  const branches = ['oneOf', 'anyOf', 'allOf'].flatMap((keyword): Break[] => {
    const value = schema[keyword];
    if (!Array.isArray(value)) return [];
    if (value.length === 1) return [without([keyword], keyword)];
    return value.map((_, index) => without([keyword, index], `branch ${index} of ${keyword}`));
  });
  const decisions = ['then', 'else'].filter((keyword) => schema[keyword] !== undefined);
  return [...branches, ...decisions.map((keyword) => without([keyword], keyword))];
}

function closedBreaks(schema: JsonObject): Break[] {
  const keywords = ['additionalProperties', 'unevaluatedProperties', 'items', 'unevaluatedItems'];
  return keywords.flatMap((keyword) => (schema[keyword] === false ? [without([keyword], `${keyword} false`)] : []));
}
