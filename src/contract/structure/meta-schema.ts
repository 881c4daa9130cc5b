import { readFileSync } from 'node:fs';
import { Ajv, type SchemaObject, type ValidateFunction } from 'ajv';
import { isExtensionName } from './extension-name.ts';

/** Which part of the format a subschema of the meta-schema describes. */
export interface MetaPlace {
  /** The title of the definition: `Operation`, `Schema`, `Mapping`. */
  readonly kind: string;
  /** The member of it; `undefined` for the whole. */
  readonly member: string | undefined;
}

/** The description of the contract format, compiled, with what error messages need to know of it. */
export interface MetaSchema {
  readonly contract: ValidateFunction;
  readonly schema: ValidateFunction;
  /** Which part of the format a subschema object of an Ajv error describes. */
  placeOf(subschema: object | undefined): MetaPlace;
  /** The members that a definition declares, each with its own description. */
  membersOf(kind: string): ReadonlyMap<string, SchemaObject>;
  /** The titles of the definitions that declare a member of that name. */
  kindsWith(member: string): readonly string[];
}

/** All errors, each with its subschema and data; we write the words ourselves. */
const reporting = { allErrors: true, verbose: true, messages: false } as const;
/** The meta-schema is tested with strict options; at start only the time counts that it takes to compile. */
const unchecked = {
  strict: false,
  validateSchema: false,
  validateFormats: false,
  inlineRefs: false,
  code: { optimize: false },
} as const;

const nowhere: MetaPlace = { kind: '', member: undefined };

/** Reads `schemas/contract.schema.json` of this package. */
export function readMetaSchema(): SchemaObject {
  // The same relative path leads there from the source and from the built package.
  return JSON.parse(readFileSync(new URL('../../../schemas/contract.schema.json', import.meta.url), 'utf8'));
}

let compiled: MetaSchema | undefined;

/**
 * The meta-schema, compiled at the first call: it is the same for every contract, and takes some fifty milliseconds.
 *
 * All errors are collected with the subschemas that raised them, so that each can be told in the words of the format.
 */
export function metaSchema(): MetaSchema {
  compiled ??= compileMetaSchema();
  return compiled;
}

function compileMetaSchema(): MetaSchema {
  const root = readMetaSchema();
  const ajv = new Ajv({ ...reporting, ...unchecked });
  ajv.addKeyword({ keyword: 'extensionName', validate: acceptsName, errors: false });
  // Editors judge names by the patterns alone; here the near misses of our own names are found, too.
  const extension = { ...root['definitions'].extension, extensionName: true };
  const extended = { ...root, definitions: { ...root['definitions'], extension } };
  const contract = ajv.compile(extended);
  const schema = ajv.getSchema(`${root['$id']}#/definitions/schema`);
  if (schema === undefined) throw new Error('the meta-schema does not describe schemas');
  const { places, members } = indexDefinitions(extended);
  return {
    contract,
    schema,
    placeOf: (subschema) => (subschema && places.get(subschema)) ?? nowhere,
    membersOf: (kind) => members.get(kind) ?? new Map(),
    kindsWith: (member) => [...members].filter(([, known]) => known.has(member)).map(([kind]) => kind),
  };
}

type Members = Map<string, Map<string, SchemaObject>>;

function indexDefinitions(root: SchemaObject): { places: WeakMap<object, MetaPlace>; members: Members } {
  const places = new WeakMap<object, MetaPlace>();
  const members: Members = new Map();
  const visit = (subschema: unknown, outer: MetaPlace): void => {
    if (typeof subschema !== 'object' || subschema === null) return;
    const { title, properties, ...rest } = subschema as SchemaObject;
    const place = typeof title === 'string' ? { kind: title, member: undefined } : outer;
    places.set(subschema, place);
    for (const [name, member] of Object.entries(properties ?? {})) {
      const known = members.get(place.kind) ?? new Map<string, SchemaObject>();
      members.set(place.kind, known.set(name, member as SchemaObject));
      visit(member, { kind: place.kind, member: name });
    }
    for (const keyword of ['items', 'additionalProperties', 'then', 'propertyNames']) visit(rest[keyword], place);
    for (const keyword of ['anyOf', 'oneOf', 'allOf']) for (const branch of rest[keyword] ?? []) visit(branch, place);
  };
  visit(root, nowhere);
  for (const definition of Object.values(root['definitions'])) visit(definition, nowhere);
  return { places, members };
}

function acceptsName(
  _schema: unknown,
  _data: unknown,
  _parent: unknown,
  context?: { parentDataProperty: unknown },
): boolean {
  return isExtensionName(String(context?.parentDataProperty));
}
