import { isNumber, isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { isIntegerNumber } from '../../codec/decimal.ts';

/** What the value of a keyword is. */
export interface KeywordForm {
  readonly words: string;
  fits(value: JsonValue): boolean;
}

const isTextList = (value: JsonValue): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const number: KeywordForm = { words: 'a number', fits: isNumber };
const count: KeywordForm = {
  words: 'a whole number, 0 or more',
  fits: (value) => isNumber(value) && isIntegerNumber(value) && Number(value) >= 0,
};
const flag: KeywordForm = { words: '`true` or `false`', fits: (value) => typeof value === 'boolean' };
const text: KeywordForm = { words: 'a text', fits: (value) => typeof value === 'string' };
const texts: KeywordForm = { words: 'a list of texts', fits: isTextList };
const list: KeywordForm = {
  words: 'a list with a value in it',
  fits: (value) => Array.isArray(value) && value.length > 0,
};

const typeNames: readonly JsonValue[] = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

const type: KeywordForm = {
  words: `one of ${typeNames.join(', ')}`,
  fits: (value) =>
    Array.isArray(value)
      ? value.length > 0 && value.every((name) => typeNames.includes(name))
      : typeNames.includes(value),
};

/** The form of every keyword whose value is no schema. What has another form is left out of the schema, and told. */
export const keywordForms: ReadonlyMap<string, KeywordForm> = new Map<string, KeywordForm>([
  ['type', type],
  ['enum', list],
  ['required', texts],
  ['format', text],
  ['pattern', text],
  ['title', text],
  ['description', text],
  ['contentEncoding', text],
  ['contentMediaType', text],
  ['minimum', number],
  ['maximum', number],
  ['exclusiveMinimum', number],
  ['exclusiveMaximum', number],
  ['multipleOf', { words: 'a number above 0', fits: (value) => isNumber(value) && Number(value) > 0 }],
  ['minLength', count],
  ['maxLength', count],
  ['minItems', count],
  ['maxItems', count],
  ['minContains', count],
  ['maxContains', count],
  ['minProperties', count],
  ['maxProperties', count],
  ['uniqueItems', flag],
  ['deprecated', flag],
  ['readOnly', flag],
  ['writeOnly', flag],
  ['examples', { words: 'a list', fits: Array.isArray }],
  [
    'dependentRequired',
    {
      words: 'lists of names by name',
      fits: (value) => isObject(value) && Object.values(value).every(isTextList),
    },
  ],
]);

/** Keywords whose value is one schema. */
export const schemaKeywords: ReadonlySet<string> = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'items',
  'unevaluatedItems',
  'contains',
  'contentSchema',
  'not',
  'if',
  'then',
  'else',
]);

/** Keywords that hold schemas by name. */
export const schemaMapKeywords: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  '$defs',
]);

/** Keywords that hold a list of schemas. */
export const schemaListKeywords: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
