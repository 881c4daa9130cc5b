import type { SchemaObject } from 'ajv';
import type { JsonValue } from '../../codec/json-value.ts';
import { nearestValue } from '../../problem/suggestion.ts';
import { orList } from '../../problem/type-phrase.ts';
import type { Fault } from '../finding.ts';
import { pointerNames, pointerTo } from '../json-pointer.ts';
import type { MetaSchema } from './meta-schema.ts';
import type { FormError } from './reduce-errors.ts';
import { extensionFault, phraseOf, unknownMemberFault } from './unknown-member.ts';
import { wrongNameFault } from './wrong-name.ts';
import { wrongTextFault } from './wrong-text.ts';
import { exampleText, wrongTypeFault } from './wrong-type.ts';

/** A fault, and where it stands in what was checked. */
export interface PlacedFault {
  readonly pointer: string;
  readonly fault: Fault;
}

/** Tells an error of form in the words of the contract format. */
export function describeError(error: FormError, meta: MetaSchema): PlacedFault {
  const { pointer, keyword, params, data } = error;
  const { kind, member } = meta.placeOf(error.subschema);
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty']);
    const value = (data as Record<string, unknown>)[name];
    return { pointer: pointerTo(pointer, name), fault: unknownMemberFault({ name, value, kind, pointer }, meta) };
  }
  if (keyword === 'propertyNames') {
    const name = String(params['propertyName']);
    return { pointer: pointerTo(pointer, name), fault: wrongNameFault(name, kind) };
  }
  const key = member === undefined ? kind : `${kind}.${member}`;
  const { examples } = (error.subschema ?? {}) as SchemaObject;
  return { pointer, fault: valueFault(error, { key, kind, name: nameAt(pointer), example: examples?.[0], meta }) };
}

interface Context {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly example: unknown;
  readonly meta: MetaSchema;
}

function valueFault(error: FormError, context: Context): Fault {
  const { keyword, params, data } = error;
  const { key, kind, name, example } = context;
  switch (keyword) {
    case 'type':
      return wrongTypeFault({ key, name, data, example, wanted: [params['type']].flat().map(String) });
    case 'required':
      return missingFault(String(params['missingProperty']), context);
    case 'dependencies':
      return missingFault(String(params['missingProperty']), context);
    case 'anyRequired':
      return missingOneFault([params['names']].flat().map(String), kind);
    case 'enum':
      return wrongValueFault(name, data as JsonValue, [params['allowedValues']].flat() as JsonValue[]);
    case 'pattern':
      return wrongTextFault(String(data), key);
    case 'extensionName':
      return extensionFault(name);
    case 'const':
      return constantFault(name, key);
    default:
      return limitFault(error, context);
  }
}

function missingFault(missing: string, { kind, meta }: Context): Fault {
  const example = meta.membersOf(kind).get(missing)?.['examples']?.[0];
  const text = example === undefined ? '...' : JSON.stringify(example);
  return {
    rule: 'required',
    message: `\`${missing}\` is missing: ${phraseOf(kind)} needs it`,
    cure: `add \`"${missing}": ${text.length > 80 ? '...' : text}\``,
  };
}

function missingOneFault(names: readonly string[], kind: string): Fault {
  const listed = orList(names.map((name) => `\`${name}\``));
  return { rule: 'required', message: `${phraseOf(kind)} needs ${listed}`, cure: `add one of them` };
}

function wrongValueFault(name: string, value: JsonValue, allowed: readonly JsonValue[]): Fault {
  const near = nearestValue(value, allowed);
  if (name === '$schema') {
    const message = `\`$schema\` names another dialect than JSON Schema 2020-12`;
    return { rule: 'enum', message, cure: 'leave it out, and write the schema in the keywords of 2020-12' };
  }
  return {
    rule: 'enum',
    message: `\`${name}\` cannot be ${JSON.stringify(value)}`,
    cure:
      near === undefined
        ? `write ${orList(allowed.map((one) => JSON.stringify(one)))}`
        : `did you mean ${JSON.stringify(near)}?`,
  };
}

function constantFault(name: string, key: string): Fault {
  if (key === 'Mapping') {
    return {
      rule: 'value',
      message: '`x-upstream` cannot be `true`',
      cure: 'leave it out where name and place stay, or write the name; `false` sends nothing',
    };
  }
  return { rule: 'value', message: `\`${name}\` has a value that is not possible here`, cure: 'see the example' };
}

/** What is wrong with a size, by keyword; `#` stands for the limit. */
const limitWords: Readonly<Record<string, string>> = {
  minLength: 'must not be empty',
  minItems: 'needs # or more items',
  maxItems: 'can have # items at most',
  minProperties: 'must not be empty',
  maxProperties: 'can have one member only',
  minimum: 'must be # or more',
  maximum: 'must be # or less',
  exclusiveMinimum: 'must be greater than #',
};

function limitFault({ keyword, params, data }: FormError, { key, name, example }: Context): Fault {
  if (key === 'Example') {
    return {
      rule: 'value',
      message: 'an example with `problem` has neither `sends` nor `answer`',
      cure: 'keep what becomes of the request, or make two examples of it',
    };
  }
  if (key === 'Example gets') {
    return {
      rule: 'value',
      message: 'what a caller gets is either an answer or a `problem`',
      cure: 'leave out `problem`, or `status`, `headers` and `body`',
    };
  }
  if (key === 'Added value') {
    return {
      rule: 'value',
      message: `\`${name}\` must have exactly one of \`const\`, \`from\`, \`template\`, \`secret\`, \`gather\``,
      cure: 'say where the value comes from with one of them',
    };
  }
  if (keyword === 'uniqueItems' && Array.isArray(data)) {
    const item = JSON.stringify(data[Number(params['j'])]);
    return { rule: 'value', message: `\`${name}\` names ${item} twice`, cure: 'take one of them out' };
  }
  const words = limitWords[keyword]?.replace('#', String(params['limit'])) ?? `does not fit (${keyword})`;
  const cure = example === undefined ? 'correct the value' : `write a value that fits${exampleText(example)}`;
  return { rule: 'value', message: `\`${name}\` ${words}`, cure };
}

/** A member by its name, an item by its list: `required[1]`. */
function nameAt(pointer: string): string {
  const names = pointerNames(pointer);
  const last = names.at(-1) ?? 'the whole';
  return /^\d+$/.test(last) && names.length > 1 ? `${names.at(-2)}[${last}]` : last;
}
