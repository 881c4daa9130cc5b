import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { DescribedStyle } from '../read/described-parameter.ts';
import type { ContractSchemas } from './contract-schemas.ts';
import type { LossList, Origin } from './loss-list.ts';
import { textShape } from './text-shape.ts';

/** A value that is written as text: a parameter, or a field of a form. */
export interface WrittenText extends Origin {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'form';
  readonly name: string;
  readonly schema: JsonValue;
  readonly style: DescribedStyle;
  readonly explode: boolean;
  /** Where the schema stands, if not there as well. */
  readonly schemaPointer?: string;
}

/**
 * The schema of a text in a contract, with its style.
 *
 * Out: the schema, read more widely where a text has no type of its own (told); `undefined` where a contract has no form for
 *      it: lists in lists, styles that nobody else has. Then it is not declared, and passed on as it comes.
 */
export function importText(schemas: ContractSchemas, losses: LossList, text: WrittenText): JsonObject | undefined {
  const shape = textShape(schemas.source, text.schema);
  const isList = shape.types.has('array');
  const isNested = isList || shape.types.has('object');
  if (!isNested && isOneScalar(shape.types)) return asObject(schemas.convert(text.schema, schemaOf(text)));
  if (!isNested) {
    losses.add(text, 'several-types', typesWords(text.name, shape.types));
    return { type: 'string', ...annotationsOf(text.schema) };
  }
  const reason = refusal(schemas, text, shape);
  if (reason !== undefined) {
    losses.add(text, 'text-form', [
      `\`${text.name}\` ${reason}, which a contract cannot read from a text; ${passedOn[text.in]}`,
      'nothing has to be done; to have it checked, describe it in another form',
    ]);
    return text.in === 'path' ? { type: 'string', ...annotationsOf(text.schema) } : undefined;
  }
  const only = shape.types.size > 1 ? shape.list : text.schema;
  if (only !== text.schema) losses.add(text, 'several-types', listWords(text.name));
  return { ...asObject(schemas.convert(only ?? true, schemaOf(text))), ...styleOf(text, isList) };
}

const schemaOf = ({ file, pointer, schemaPointer }: WrittenText): Origin => ({
  file,
  pointer: schemaPointer ?? pointer,
});

const passedOn = {
  path: 'any text is taken',
  query: 'it is passed on unchecked',
  header: 'it is passed on unchecked',
  cookie: 'it is passed on unchecked',
  form: 'it is passed on unchecked',
} as const;

const asObject = (schema: JsonValue): JsonObject => (isObject(schema) ? schema : {});

const isOneScalar = (types: ReadonlySet<string>): boolean =>
  types.size <= 1 || (types.size === 2 && types.has('integer') && types.has('number'));

/** Why a list or an object cannot be read from a text here. */
function refusal(schemas: ContractSchemas, text: WrittenText, shape: ReturnType<typeof textShape>): string | undefined {
  const { types, isIrregular, items, members, list } = shape;
  if (types.has('object') && types.size > 1)
    return `is an object or ${[...types].filter((t) => t !== 'object').join(', ')}`;
  if (types.size > 1 && list === undefined) return 'is a list or something else';
  if (isIrregular) return 'has items or members that are told apart by position or pattern';
  const inner = [...items, ...members.values()].map((schema) => textShape(schemas.source, schema).types);
  if (inner.some((kinds) => kinds.has('array') || kinds.has('object')))
    return 'holds lists or objects in a list or object';
  if (inner.some((kinds) => !isOneScalar(kinds))) return 'holds values of several types';
  return isWritable(text, types.has('array'))
    ? undefined
    : `is written in style \`${text.style}\` with explode ${text.explode}`;
}

/** The styles in which a contract reads lists and objects. Source: docs/contract.md, "Parameters of a request". */
function isWritable({ in: location, style, explode }: WrittenText, isList: boolean): boolean {
  if (location === 'path' || location === 'header') return style === 'simple';
  if (style === 'form') return location !== 'cookie' || !explode;
  if (location !== 'query' && location !== 'form') return false;
  return isList ? (style === 'spaceDelimited' || style === 'pipeDelimited') && !explode : style === 'deepObject';
}

/** What differs from how a contract has it written where it says nothing. */
function styleOf({ in: location, style, explode }: WrittenText, isList: boolean): JsonObject {
  const isQuery = location === 'query' || location === 'form';
  const isUsual = style === (isQuery || location === 'cookie' ? 'form' : 'simple');
  const isExploded = isUsual ? isQuery : style === 'deepObject';
  return {
    ...(isUsual ? {} : { 'x-style': style }),
    ...(explode === isExploded || (style === 'deepObject' && !isList) ? {} : { 'x-explode': explode }),
  };
}

function annotationsOf(schema: JsonValue): JsonObject {
  const { description, deprecated } = asObject(schema);
  return {
    ...(description === undefined ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated }),
  };
}

const typesWords = (name: string, types: ReadonlySet<string>) =>
  [
    `\`${name}\` has the types ${[...types].join(', ')}, and a text has none; any text is taken`,
    'declare one type, or a `pattern` that all of them fit',
  ] as const;

const listWords = (name: string) =>
  [`\`${name}\` is a list or one value; one value is read as a list of it`, 'nothing has to be done'] as const;
