import { orList } from '../../problem/type-phrase.ts';
import type { Fault } from '../finding.ts';
import { typeName } from './reduce-errors.ts';

/** A value whose JSON type is not the wanted one. */
export interface WrongType {
  /** How the value is called: `minLength`, or an index of a list. */
  readonly name: string;
  readonly data: unknown;
  readonly wanted: readonly string[];
  /** `Schema.items`: the kind of object and its member, or the kind alone. */
  readonly key: string;
  /** A value that would fit. */
  readonly example: unknown;
}

const nouns: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'a boolean',
  array: 'a list',
  object: 'an object',
  null: '`null`',
};

/** The fault of a value of the wrong type, with what authors usually mean by it. */
export function wrongTypeFault(wrong: WrongType): Fault {
  const { name, data, wanted, example } = wrong;
  const must =
    wanted.length === 1 && wanted[0] === 'boolean'
      ? '`true` or `false`'
      : orList(wanted.map((type) => nouns[type] ?? type));
  const whole = wanted.includes('integer') && typeof data === 'number';
  const got = whole ? `${data}` : showValue(data);
  return {
    rule: 'type',
    message: `\`${name}\` must be ${must}, not ${got}`,
    cure: knownCure(wrong) ?? quotedCure(wrong) ?? `write ${must}${exampleText(example)}`,
  };
}

/** `, such as "GET /users"`; nothing for an example that is too long to be read in a line. */
export function exampleText(example: unknown): string {
  const text = example === undefined ? '' : JSON.stringify(example);
  return text === '' || text.length > 80 ? '' : `, such as \`${text}\``;
}

function showValue(data: unknown): string {
  const text = typeof data === 'object' ? '' : JSON.stringify(data);
  if (data === null) return '`null`';
  return text === '' || text.length > 40 ? (nouns[typeName(data)] ?? typeName(data)) : `\`${text}\``;
}

function knownCure({ key, name, data }: WrongType): string | undefined {
  if (key === 'Schema' && name === 'items' && Array.isArray(data)) {
    return 'write the schemas of the first items as `prefixItems`; `items` is the schema of all others';
  }
  if ((key === 'Schema.exclusiveMinimum' || key === 'Schema.exclusiveMaximum') && typeof data === 'boolean') {
    const bound = key === 'Schema.exclusiveMinimum' ? 'minimum' : 'maximum';
    return `write the limit itself: \`"${key.slice(7)}": 0\` in place of \`"${bound}": 0\``;
  }
  if (key === 'Schema.required' && typeof data === 'boolean') {
    return 'write the names of required members as a list, in the schema of the object that encloses them';
  }
  if (key === 'Schema.deprecated')
    return 'write `true`, and the dates beside it: `"x-deprecated": { "since": "2026-01-01" }`';
  if (key === 'Deprecation' && typeof data === 'string') {
    return `write an object: \`{ "since": ${JSON.stringify(data)} }\``;
  }
  if (key === 'Added value') return 'write `{ "const": value }` for a list, an object or `null`';
  if (key === 'Operation' && typeof data === 'string')
    return `write an object: \`{ "route": ${JSON.stringify(data)} }\``;
  if ((key === 'Upstream' || key === 'Upstream defaults') && typeof data === 'string') {
    return `write an object: \`{ "${key === 'Upstream' ? 'route' : 'name'}": ${JSON.stringify(data)} }\``;
  }
  return undefined;
}

/** A number or boolean that was written as a text. */
function quotedCure({ data, wanted }: WrongType): string | undefined {
  if (typeof data !== 'string') return undefined;
  const isNumber = (wanted.includes('integer') || wanted.includes('number')) && /^-?\d+(?:\.\d+)?$/.test(data);
  const isBoolean = wanted.includes('boolean') && (data === 'true' || data === 'false');
  return isNumber || isBoolean ? `write it without quotes: \`${data}\`` : undefined;
}
