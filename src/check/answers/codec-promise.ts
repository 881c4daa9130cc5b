import { type Codec, CodecRefusal } from '../../codec/codec.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { parseValuePath } from '../../codec/value-path.ts';
import { isUserCodec } from '../../codec/user-codec.ts';
import { contains } from '../contain/contains.ts';
import { compileConfirm } from '../contain/judge/confirm.ts';
import type { Definitions } from '../image/definitions.ts';
import { literalSource } from '../image/codec/text-source.ts';
import { allOf, eitherOf, type PlainSchema, typeNames } from '../image/plain-schema.ts';
import { valuesAt } from './value-at-path.ts';

/** What a codec reads (`upstream`), all of which becomes a value of the caller's that fits `caller`. */
interface Reading {
  readonly upstream: PlainSchema;
  readonly caller: PlainSchema;
}

const integer = '^(?:0|-?[1-9][0-9]{0,14})$';
const leastSecond = -62_167_219_200;
const mostSecond = 253_402_300_799;
const instants: PlainSchema = { type: 'string', format: 'date-time' };

/** Codecs of which is known what they read and make, whatever the value. */
const readings: Readonly<Record<string, Reading>> = {
  'unix-seconds': { upstream: { type: 'integer', minimum: leastSecond, maximum: mostSecond }, caller: instants },
  'unix-millis': {
    upstream: { type: 'integer', minimum: leastSecond * 1000, maximum: mostSecond * 1000 + 999 },
    caller: instants,
  },
  text: { upstream: { type: 'string', pattern: integer }, caller: { type: 'integer' } },
  number: { upstream: { type: 'number' }, caller: { type: 'string', pattern: '^-?[0-9]+(?:[.][0-9]+)?$' } },
  'uuid-compact': {
    upstream: { type: 'string', pattern: '^[0-9a-fA-F]{32}$' },
    caller: { type: 'string', format: 'uuid' },
  },
};

/**
 * The values of the upstream's that a codec reads, and that become values that a schema accepts.
 *
 * Out: a schema that accepts nothing else, but maybe not all of them; `undefined` where no rule is known.
 */
export function codecPromise(codec: Codec, promise: PlainSchema, source: Definitions): PlainSchema | undefined {
  return (codec.steps ?? [codec]).reduce<PlainSchema | undefined>(
    (wanted, step) => (wanted === undefined ? undefined : stepPromise(step, wanted, source)),
    promise,
  );
}

function stepPromise(codec: Codec, promise: PlainSchema, source: Definitions): PlainSchema | undefined {
  if (isUserCodec(codec)) return undefined;
  const [name = '', argument = null] = partsOf(codec.name);
  const accepts = compileConfirm({ schema: promise, source });
  const fits = (sent: JsonValue): boolean => {
    const value = codec.decode(sent);
    return !(value instanceof CodecRefusal) && accepts?.(value) === true;
  };
  const withNull = (schema: PlainSchema): PlainSchema => (fits(null) ? eitherOf([schema, { type: 'null' }]) : schema);
  if (name === 'wrap') return typeof argument === 'string' ? wrapped(argument, promise, withNull) : undefined;
  if (name === 'values' || name === 'words' || name === 'boolean') {
    const listed = name === 'boolean' ? [true, false] : listedIn(argument);
    return withNull({ enum: listed.filter(fits) });
  }
  // Where a codec gives up something nothing is put back: the upstream's text is the caller's.
  if (folds.has(name)) return codec.lossy === undefined ? undefined : withNull(allOf([promise, { type: 'string' }]));
  if (name === 'prefix' || name === 'suffix') {
    const text = affixed(argument, promise, name === 'prefix');
    return text === undefined ? undefined : withNull(text);
  }
  const reading = name === 'scale' ? scaled(argument) : readings[name];
  // The same codec reads dates where the caller has dates.
  if (reading === undefined || (reading.caller === instants && codec.decode(1) instanceof CodecRefusal))
    return undefined;
  const { kind } = contains({ inner: reading.caller, innerSource: source, outer: promise, outerSource: source });
  return kind === 'proved' ? withNull(reading.upstream) : undefined;
}

const folds: ReadonlySet<string> = new Set(['upper', 'lower', 'trim']);

/** The texts that are longer by an affix; `undefined` where more is said of them than how long they are. */
function affixed(affix: JsonValue, promise: PlainSchema, isBefore: boolean): PlainSchema | undefined {
  if (typeof affix !== 'string' || typeof promise === 'boolean') return undefined;
  const { type, minLength = 0, maxLength, ...others } = promise;
  const isText = typeNames(type).includes('string');
  if (!isText || typeof minLength !== 'number' || Object.keys(others).length > 0) return undefined;
  const more = [...affix].length;
  const source = literalSource(affix);
  return {
    type: 'string',
    pattern: isBefore ? `^${source}` : `${source}$`,
    minLength: minLength + more,
    ...(typeof maxLength === 'number' && { maxLength: maxLength + more }),
  };
}

function wrapped(argument: string, promise: PlainSchema, withNull: (schema: PlainSchema) => PlainSchema): PlainSchema {
  return withNull(valuesAt(parseValuePath(argument), promise, true));
}

function scaled(places: JsonValue): Reading | undefined {
  if (typeof places !== 'number' || places > 15) return undefined;
  const most = Number.MAX_SAFE_INTEGER;
  return {
    upstream: { type: 'integer', minimum: -most, maximum: most },
    caller: { type: 'number', multipleOf: Number(`1e-${places}`) },
  };
}

/** The name of a codec and its argument, as its author wrote them: `{"date":"dd.MM.yyyy"}`. */
function partsOf(name: string): [name?: string, argument?: JsonValue] {
  if (!name.startsWith('{')) return [name];
  const written: Record<string, JsonValue> = JSON.parse(name);
  return Object.entries(written)[0] ?? [];
}

function listedIn(argument: JsonValue): JsonValue[] {
  if (isObject(argument)) return Object.values(argument);
  const rows = Array.isArray(argument) ? argument : [];
  return rows.flatMap((row) => (Array.isArray(row) && row[1] !== undefined ? [row[1]] : []));
}
