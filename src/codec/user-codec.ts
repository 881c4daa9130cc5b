import { isBareObject } from './bare-object.ts';
import { type Codec, CodecRefusal, type ProducedType } from './codec.ts';
import { toNumber } from './decimal.ts';
import { isNumber, isObject, typeOf } from './json-type.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** What an app writes to make a codec of its own. */
export interface UserCodecDefinition {
  /**
   * Towards the upstream. Gets a JSON value of the declared schema; numbers that a double cannot hold come as
   * `ExactNumber`. `null` never comes: it passes codecs unchanged.
   * Gives a JSON value (or a bigint, which is sent as the integer that it is), or a `CodecRefusal` whose reason the caller
   * reads. What it throws is a refusal, too, but its message stays with us.
   */
  encode(value: JsonValue): unknown;
  /** Back to the caller's terms, by the same rules. */
  decode(value: JsonValue): unknown;
  /**
   * JSON Schema of what `encode` gives; its `type` is checked on every value. An object with `properties` and
   * `"additionalProperties": false` can be spread: no other members are let through.
   */
  readonly produces: { readonly type: ProducedJsonType; readonly [keyword: string]: unknown };
  /**
   * What the conversion loses, as it follows `loses`: `the case of letters`.
   * @default undefined (nothing: `decode(encode(x))` is `x`)
   */
  readonly lossy?: string;
}

type ProducedJsonType = Exclude<ProducedType, 'any'>;

const producedTypes: readonly ProducedJsonType[] = ['string', 'integer', 'number', 'boolean', 'array', 'object'];
const nameForm = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const deepest = 64;

/**
 * A codec of the app, guarded: it never throws, and gives nothing but JSON of the type that it declares.
 * Made by `defineCodec` alone.
 */
export class UserCodec implements Codec {
  readonly name: string;
  readonly lossy: string | undefined;
  readonly produces: ProducedType;
  readonly partial = true;
  readonly makes: readonly string[] | undefined;
  readonly #definition: UserCodecDefinition;

  constructor(name: string, definition: UserCodecDefinition) {
    this.name = name;
    this.lossy = definition.lossy;
    this.produces = definition.produces.type;
    this.makes = closedNames(definition.produces);
    this.#definition = definition;
  }

  /** JSON Schema of what it makes, as the app declares it. */
  get produced(): UserCodecDefinition['produces'] {
    return this.#definition.produces;
  }

  encode(value: JsonValue): JsonValue | CodecRefusal {
    if (value === null) return null;
    const result = this.#guarded('encode', value);
    if (result instanceof CodecRefusal || this.#fits(result)) return result;
    return new CodecRefusal(`the codec ${this.name} made ${typeOf(result)} of it instead of ${this.produces}`);
  }

  decode(value: JsonValue): JsonValue | CodecRefusal {
    return value === null ? null : this.#guarded('decode', value);
  }

  #guarded(direction: 'encode' | 'decode', value: JsonValue): JsonValue | CodecRefusal {
    try {
      const result = this.#definition[direction](value);
      if (result instanceof CodecRefusal) return result;
      if (typeof result === 'bigint') return toNumber(String(result));
      if (isJson(result, deepest)) return result;
      return new CodecRefusal(`the codec ${this.name} made no JSON value of it`);
    } catch {
      // Its message may tell of the app's inside, so that no caller may see it.
      return new CodecRefusal(`the codec ${this.name} cannot convert it`);
    }
  }

  #fits(result: JsonValue): boolean {
    const { makes } = this;
    if (makes !== undefined && isObject(result)) return Object.keys(result).every((name) => makes.includes(name));
    const type = typeOf(result);
    return type === this.produces || (type === 'integer' && this.produces === 'number');
  }
}

/** The names of an object that has no others; `undefined` for anything else. */
function closedNames({ type, properties, additionalProperties }: UserCodecDefinition['produces']) {
  const isClosed = type === 'object' && additionalProperties === false;
  return isClosed && typeof properties === 'object' && properties !== null ? Object.keys(properties) : undefined;
}

/** Whether this is a codec made by `defineCodec`. */
export function isUserCodec(value: unknown): value is UserCodec {
  return value instanceof UserCodec;
}

/**
 * Makes a codec of the app's own, for `paramap({ codecs })`.
 *
 * Fails: throws a `TypeError` at start when the name or the definition is wrong.
 * @example
 * const sku = defineCodec('sku', {
 *   encode: (value) => `SKU-${value}`,
 *   decode: (value) => String(value).slice(4),
 *   produces: { type: 'string' },
 * });
 */
export function defineCodec(name: string, definition: UserCodecDefinition): UserCodec {
  if (typeof name !== 'string' || !nameForm.test(name)) {
    throw new TypeError(
      `the name of a codec is words in small letters with dashes between them, not ${JSON.stringify(name)}`,
    );
  }
  const { encode, decode, produces, lossy } = definition;
  if (typeof encode !== 'function' || typeof decode !== 'function') {
    throw new TypeError(`the codec ${name} needs two functions, encode and decode`);
  }
  if ([encode, decode].some((direction) => Object.prototype.toString.call(direction) === '[object AsyncFunction]')) {
    throw new TypeError(`the codec ${name} must convert at once; async functions give promises, which are no values`);
  }
  if (!producedTypes.includes(produces?.type)) {
    throw new TypeError(`the codec ${name} needs produces: { type }, where type is one of ${producedTypes.join(', ')}`);
  }
  if (lossy !== undefined && (typeof lossy !== 'string' || lossy === '')) {
    throw new TypeError(`in the codec ${name}, lossy says in words what is lost`);
  }
  return new UserCodec(name, definition);
}

/** Only what JSON can say, to the last member: no NaN, undefined, Date, Map, function, sparse list, half character or cycle. */
function isJson(value: unknown, depth: number): value is JsonValue {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (isNumber(value)) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return Array.from<unknown>(value).every((item) => isJson(item, depth - 1));
  return isPlainObject(value) && Object.entries(value).every(([name, member]) => isMember(name, member, depth));
}

function isPlainObject(value: object): value is JsonObject {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || isBareObject(value);
}

function isMember(name: string, member: unknown, depth: number): boolean {
  return name !== '__proto__' && name.isWellFormed() && isJson(member, depth - 1);
}
