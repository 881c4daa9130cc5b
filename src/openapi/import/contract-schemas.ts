import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { isKnownFormat } from '../../contract/formats.ts';
import { childOf, pointerNames, pointerTo } from '../../contract/json-pointer.ts';
import { isExtensionName } from '../../contract/structure/extension-name.ts';
import { keywordForms, schemaKeywords, schemaListKeywords, schemaMapKeywords } from '../read/schema-forms.ts';
import type { SchemaSource } from '../read/schema-source.ts';
import type { LossList, Origin } from './loss-list.ts';
import { renamedValue } from './renamed-value.ts';
import { usablePattern } from './usable-pattern.ts';

/** Keywords whose value is taken as it is. */
const plain: ReadonlySet<string> = new Set(['$comment', 'externalDocs', 'xml', ...keywordForms.keys()]);
/** Keywords whose value is one of the values that the schema describes. */
const values: ReadonlySet<string> = new Set(['const', 'example']);

/** Keywords of ours that an export writes, for they say something to callers. */
const isExported = (name: string, value: JsonValue): boolean =>
  (name === 'x-sensitive' && typeof value === 'boolean') ||
  (name === 'x-hint' && typeof value === 'string' && value !== '') ||
  (name === 'x-file' && isObject(value)) ||
  (name === 'x-deprecated' && (typeof value === 'boolean' || isObject(value)));

/** Makes schemas of contracts of those of a description, and collects what they refer to as `$defs`. */
export class ContractSchemas {
  readonly #source: SchemaSource;
  readonly #losses: LossList;
  readonly #names: ReadonlyMap<string, string>;
  /** References by the name of their definition, in the order in which they were met. */
  readonly #definitions = new Map<string, string>();
  readonly #byReference = new Map<string, string>();

  /** `names`: members that are renamed, old name by new one. */
  constructor(source: SchemaSource, losses: LossList, names: ReadonlyMap<string, string>) {
    this.#source = source;
    this.#losses = losses;
    this.#names = names;
  }

  get source(): SchemaSource {
    return this.#source;
  }

  /** What callers call a member or parameter that the backend calls `name`. */
  nameOf(name: string): string {
    return this.#names.get(name) ?? name;
  }

  /** An example in the callers' names. */
  example(value: JsonValue, schema: JsonValue): JsonValue {
    return renamedValue({ names: this.#names, schemas: this.#source }, value, schema);
  }

  /** The schema of a contract; what it cannot hold is left out and told. */
  convert(schema: JsonValue, origin: Origin): JsonValue {
    if (!isObject(schema)) return schema;
    const converted: JsonObject = {};
    for (const [name, value] of Object.entries(schema)) {
      this.#keyword(converted, { name, value, schema }, { ...origin, pointer: pointerTo(origin.pointer, name) });
    }
    return converted;
  }

  /** Every definition that converted schemas refer to, by name; sorted, so that it does not depend on the operations. */
  definitions(): JsonObject {
    const done = new Map<string, JsonValue>();
    for (const [name, reference] of this.#definitions) {
      const found = this.#source.resolve(reference);
      if (found !== undefined) done.set(name, this.convert(found.schema, found));
    }
    return Object.fromEntries([...done].sort(([left], [right]) => (left < right ? -1 : 1)));
  }

  #keyword(into: JsonObject, at: Written, origin: Origin): void {
    const { name, value, schema } = at;
    if (name === '$ref' && typeof value === 'string') into[name] = `#/$defs/${this.#define(value)}`;
    else if (name === 'format' || name === 'pattern') this.#test(into, at, origin);
    else if (name === 'default') into['x-backend-default'] = this.example(value, schema);
    else if (values.has(name)) into[name] = this.example(value, schema);
    else if (name === 'enum' || name === 'examples') into[name] = this.#examples(value, schema);
    else if (name === 'type' || name === 'required') into[name] = this.#nameList(name, value);
    else if (name === 'discriminator') into[name] = this.#discriminator(value);
    else if (name === 'dependentRequired') into[name] = this.#dependencies(value);
    else if (plain.has(name)) into[name] = value;
    else if (schemaKeywords.has(name)) into[name] = this.convert(value, origin);
    else if (schemaListKeywords.has(name)) into[name] = this.#list(value, origin);
    else if (schemaMapKeywords.has(name)) into[name] = this.#map(name, value, origin);
    else if (isExported(name, value) || (isExtensionName(name) && name.startsWith('x-'))) into[name] = value;
    else if (name !== '$schema') this.#losses.add(origin, 'keyword', keywordWords(name));
  }

  #test(into: JsonObject, { name, value }: Written, origin: Origin): void {
    if (name === 'format') {
      if (typeof value === 'string' && isKnownFormat(value)) into[name] = value;
      else this.#losses.add(origin, 'format', formatWords(String(value)));
      return;
    }
    const usable = usablePattern(String(value));
    if ('pattern' in usable) into[name] = usable.pattern;
    else this.#losses.add(origin, 'pattern', patternWords(usable.message));
  }

  #examples = (value: JsonValue, schema: JsonValue): JsonValue =>
    Array.isArray(value) ? value.map((item) => this.example(item, schema)) : value;

  #nameList(name: string, value: JsonValue): JsonValue {
    if (!Array.isArray(value)) return value;
    return [...new Set(value.map((item) => (name === 'required' ? this.nameOf(String(item)) : item)))];
  }

  #dependencies(value: JsonValue): JsonValue {
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, names]) => [this.nameOf(name), this.#nameList('required', names)]),
    );
  }

  #discriminator(value: JsonValue): JsonValue {
    const { propertyName, mapping } = isObject(value) ? value : {};
    if (!isObject(value)) return value;
    const targets = Object.entries(isObject(mapping) ? mapping : {}).map(([name, target]): [string, JsonValue] => {
      const isKnown = typeof target === 'string' && this.#source.resolve(target) !== undefined;
      return [name, isKnown ? `#/$defs/${this.#define(target)}` : target];
    });
    return {
      ...value,
      ...(typeof propertyName === 'string' ? { propertyName: this.nameOf(propertyName) } : {}),
      ...(isObject(mapping) ? { mapping: Object.fromEntries(targets) } : {}),
    };
  }

  #list = (value: JsonValue, origin: Origin): JsonValue =>
    Array.isArray(value)
      ? value.map((item, index) => this.convert(item, { ...origin, pointer: pointerTo(origin.pointer, index) }))
      : value;

  #map(keyword: string, value: JsonValue, origin: Origin): JsonValue {
    const converted: JsonObject = {};
    for (const [name, member] of Object.entries(isObject(value) ? value : {})) {
      const at = { ...origin, pointer: pointerTo(origin.pointer, name) };
      const pattern = keyword === 'patternProperties' ? usablePattern(name) : undefined;
      if (pattern !== undefined && 'message' in pattern) {
        this.#losses.add(at, 'pattern', patternWords(pattern.message));
        continue;
      }
      const isName = keyword === 'properties' || keyword === 'dependentSchemas';
      const spelled = isName ? this.nameOf(name) : (pattern?.pattern ?? name);
      const schema = this.convert(member, at);
      converted[spelled] = keyword === 'properties' && spelled !== name ? called(schema, name) : schema;
    }
    return converted;
  }

  /** The name of the definition that a reference leads to: the last part of its place, with a number where it is taken. */
  #define(reference: string): string {
    const known = this.#byReference.get(reference);
    if (known !== undefined) return known;
    const names = pointerNames(reference.slice(reference.indexOf('#') + 1));
    const isComponent = names.length <= 3 && (names[0] === 'components' || names[0] === 'definitions');
    const wanted = (isComponent ? names.slice(-1) : names.slice(-3)).join('_').replaceAll(/[^\p{L}\p{N}._-]+/gu, '_');
    const base = wanted === '' ? 'schema' : wanted;
    let name = base;
    for (let count = 2; this.#definitions.has(name); count++) name = `${base}${count}`;
    this.#definitions.set(name, reference);
    this.#byReference.set(reference, name);
    return name;
  }
}

interface Written {
  readonly name: string;
  readonly value: JsonValue;
  readonly schema: JsonObject;
}

/** A schema with the name that the backend has for it. `true` and `false` have no room for it. */
export function called(schema: JsonValue, name: string): JsonValue {
  if (schema === false) return schema;
  const own = isObject(schema) ? schema : {};
  return childOf(own, 'x-upstream') === undefined ? { ...own, 'x-upstream': name } : own;
}

const keywordWords = (name: string) =>
  [
    `\`${name}\` is no keyword of JSON Schema 2020-12, and is left out`,
    'write what is meant by a keyword of it',
  ] as const;

const formatWords = (format: string) =>
  [
    `the format \`${format}\` is not one that is checked, and is left out`,
    'write a `pattern` where callers should be held to it',
  ] as const;

const patternWords = (message: string) =>
  [
    `${message}; it is left out, so that the backend alone checks it`,
    'write a pattern that says the same without it',
  ] as const;
