import { isObject, typeOf } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';

/** What shows of a schema when two fields are compared. */
export interface SchemaFacts {
  /** The one type beside null; `undefined` where there are several or none. */
  readonly type: string | undefined;
  readonly values: readonly JsonValue[] | undefined;
  readonly format: string | undefined;
  readonly pattern: string | undefined;
  /** Title and description, of the schema itself and of what it refers to. */
  readonly text: string;
  readonly samples: readonly JsonValue[];
  readonly maximum: number | undefined;
  readonly properties: Readonly<Record<string, JsonObject>>;
  readonly required: ReadonlySet<string>;
  readonly items: JsonObject | undefined;
}

/** Reads a schema of a contract; references lead into its `$defs`. */
export class FactReader {
  readonly #contract: JsonObject;

  constructor(contract: JsonObject) {
    this.#contract = contract;
  }

  read(schema: JsonObject): SchemaFacts {
    const parts = this.#parts(schema, 0);
    const first = (keyword: string): JsonValue | undefined =>
      parts.find((part) => part[keyword] !== undefined)?.[keyword];
    const texts = parts
      .flatMap(({ title, description }) => [title, description])
      .filter((text) => typeof text === 'string');
    const { values, type } = valuesAndType(first);
    const maximum = first('maximum');
    const items = first('items');
    return {
      type,
      values,
      format: textOf(first('format')),
      pattern: textOf(first('pattern')),
      text: texts.join(' '),
      samples: parts.flatMap(samplesOf),
      maximum: typeof maximum === 'number' ? maximum : undefined,
      properties: Object.fromEntries(parts.toReversed().flatMap(membersOf)),
      required: new Set(parts.flatMap(({ required }) => (Array.isArray(required) ? required.map(String) : []))),
      items: items !== undefined && isObject(items) ? items : undefined,
    };
  }

  /** A schema with all that it refers to, or consists of. */
  #parts(schema: JsonObject, depth: number): JsonObject[] {
    if (depth > 8) return [];
    const { $ref: reference, allOf, anyOf, oneOf } = schema;
    const target = typeof reference === 'string' ? this.#follow(reference) : undefined;
    const branches = [anyOf, oneOf].filter((list) => Array.isArray(list)).flat();
    // A choice between something and null is that something.
    const own = branches.filter((branch) => isObject(branch) && branch['type'] !== 'null');
    const all = [target, ...(Array.isArray(allOf) ? allOf : []), ...(own.length === 1 ? own : [])];
    return [
      schema,
      ...all.flatMap((part) => (part !== undefined && isObject(part) ? this.#parts(part, depth + 1) : [])),
    ];
  }

  #follow(reference: string): JsonValue | undefined {
    if (!reference.startsWith('#/')) return undefined;
    const names = reference
      .slice(2)
      .split('/')
      .map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'));
    return names.reduce<JsonValue | undefined>(
      (at, name) => (at !== undefined && isObject(at) ? at[name] : undefined),
      this.#contract,
    );
  }
}

const textOf = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

function valuesAndType(first: (keyword: string) => JsonValue | undefined) {
  const [constant, list, written] = [first('const'), first('enum'), first('type')];
  const all = constant === undefined ? list : [constant];
  const values = Array.isArray(all) ? all.filter((value) => value !== null) : undefined;
  const types = written === undefined ? (values ?? []).map(typeOf) : [written].flat();
  const names = new Set(types.map(String).filter((name) => name !== 'null'));
  const guessed = first('properties') === undefined ? undefined : 'object';
  const type = names.size === 1 ? [...names][0] : guessed;
  return { values, type: type === 'number' && values?.every((value) => Number.isInteger(value)) ? 'integer' : type };
}

function samplesOf({ example, examples, default: usual }: JsonObject): JsonValue[] {
  return [example, ...(Array.isArray(examples) ? examples : []), usual].filter((value) => value !== undefined);
}

function membersOf({ properties }: JsonObject): [string, JsonObject][] {
  if (properties === undefined || !isObject(properties)) return [];
  return Object.entries(properties).flatMap(([name, member]): [string, JsonObject][] =>
    isObject(member) ? [[name, member]] : [],
  );
}
