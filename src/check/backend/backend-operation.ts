import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { ExpectedSchema, Expectation } from '../../contract/expectation.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import { contractMember, type TextLocation, textLocations } from '../../http/location.ts';
import type { BackendDescription, DescribedBody, DescribedOperation } from '../../openapi/read/backend-description.ts';
import type { DescribedParameter } from '../../openapi/read/described-parameter.ts';
import type { SchemaSource } from '../../openapi/read/schema-source.ts';
import { keyParameters } from './key-parameters.ts';

/** What one operation of a backend takes and answers, wherever that is said. */
export interface BackendOperation extends Pick<DescribedOperation, 'parameters' | 'responses' | 'file' | 'pointer'> {
  /** `undefined`: nothing is said of bodies. */
  readonly body: DescribedBody | undefined;
  /** The template of its path as the contract's upstream route stands to it: with the base path of its server, or without. */
  readonly template: string;
  /** Whether all query parameters and bodies are named, so that others are refused. */
  readonly isComplete: boolean;
  readonly source: SchemaSource;
  /** Finds the line and column of a place in a description of its own; `undefined` where the contract itself is one. */
  readonly locate: BackendDescription['locate'] | undefined;
  /** How people call it: `getUsers`, or its method and path. */
  readonly name: string;
}

const templateParts = (template: string): string[] =>
  template.split('/').map((part) => part.replaceAll(/\{[^}]*\}/g, '{}'));

/** Finds the operation of a description that an operation of a contract is sent to; `undefined` where there is none. */
export function findDescribed(
  { upstream }: Operation,
  description: BackendDescription,
  id: string | undefined,
): BackendOperation | undefined {
  const all = description.operations;
  if (id !== undefined) {
    const named = all.find(({ operationId }) => operationId === id);
    return (
      named &&
      describedAs(
        named,
        templatesOf(named).find((template) => reaches(upstream.template, template)) ?? named.path,
        description,
      )
    );
  }
  const ways = waysOf(description).get(upstream.method);
  const found =
    ways?.bySpelling.get(spellingOf(upstream.template)) ??
    ways?.all.find(({ template }) => reaches(upstream.template, template));
  return found && describedAs(found.operation, found.template, description);
}

/** An operation under one of its templates. */
interface Way {
  readonly operation: DescribedOperation;
  readonly template: string;
}

/** The ways of one method, in the order of the document; by their spelling the first of several. */
interface Ways {
  readonly all: Way[];
  readonly bySpelling: Map<string, Way>;
}

/** By method, found once: a thousand operations are looked for among a thousand. */
const known = new WeakMap<BackendDescription, ReadonlyMap<string, Ways>>();

function waysOf(description: BackendDescription): ReadonlyMap<string, Ways> {
  const found = known.get(description);
  if (found !== undefined) return found;
  const byMethod = new Map<string, Ways>();
  for (const operation of description.operations) {
    const ways = byMethod.get(operation.method) ?? { all: [], bySpelling: new Map<string, Way>() };
    byMethod.set(operation.method, ways);
    for (const template of templatesOf(operation)) {
      const way = { operation, template };
      const spelling = spellingOf(template);
      ways.all.push(way);
      if (!ways.bySpelling.has(spelling)) ways.bySpelling.set(spelling, way);
    }
  }
  known.set(description, byMethod);
  return byMethod;
}

/** The same whatever the parameters are called. */
const spellingOf = (template: string): string => templateParts(template).join('/');

/** The template with the base path of the server, and without. */
function templatesOf({ path, servers }: DescribedOperation): string[] {
  const bases = servers.flatMap((server) =>
    URL.canParse(server, 'http://any') ? [new URL(server, 'http://any').pathname.replace(/\/$/, '')] : [],
  );
  const without = bases.flatMap((base) =>
    base !== '' && path.startsWith(`${base}/`) ? [path.slice(base.length)] : [],
  );
  return [path, ...without];
}

/** Whether every path of one template is one of the other: a parameter takes a literal, too. */
function reaches(outgoing: string, described: string): boolean {
  const [sent, taken] = [templateParts(outgoing), templateParts(described)];
  return sent.length === taken.length && taken.every((part, index) => part === '{}' || part === sent[index]);
}

function describedAs(
  operation: DescribedOperation,
  template: string,
  description: BackendDescription,
): BackendOperation {
  const { schemas, locate } = description;
  const { operationId, method, path, body, responses, file, pointer } = operation;
  const parameters = [...operation.parameters, ...keyParameters(operation, description)];
  const name = operationId ?? `${method} ${path}`;
  return { parameters, body, responses, file, pointer, template, name, source: schemas, locate, isComplete: true };
}

/** The same of schemas that the contract itself declares. */
export function declaredBackend(
  { file, upstream }: Operation,
  { schemas, responses }: Extract<Expectation, { kind: 'schemas' }>,
  source: SchemaSource,
): BackendOperation {
  const parameters = textLocations.flatMap((location) => membersOf(location, schemas[contractMember[location]], file));
  const { body } = schemas;
  const content = (declared: ExpectedSchema) => ({
    '*/*': { schema: declared.schema, encoding: {}, examples: [], pointer: declared.pointer, file },
  });
  const answers = Object.entries(responses).map(([status, declared]) => {
    return [
      status,
      { description: '', headers: {}, content: content(declared), pointer: declared.pointer, file },
    ] as const;
  });
  return {
    parameters,
    body: body && { required: true, description: undefined, content: content(body), pointer: body.pointer, file },
    responses: Object.fromEntries(answers),
    template: upstream.template,
    isComplete: schemas['query'] !== undefined && isClosed(schemas['query'].schema),
    source,
    locate: undefined,
    name: `${upstream.method} ${upstream.template}`,
    file,
    pointer: Object.values(schemas)[0]?.pointer ?? '',
  };
}

const isClosed = (schema: JsonValue): boolean => !isObject(schema) || schema['additionalProperties'] !== true;

/** The members of an object schema as parameters, written as the contract writes them. */
function membersOf(location: TextLocation, declared: ExpectedSchema | undefined, file: string): DescribedParameter[] {
  if (declared === undefined || !isObject(declared.schema)) return [];
  const { properties, required } = declared.schema;
  const needed = Array.isArray(required) ? required : [];
  const named = properties !== undefined && isObject(properties) ? properties : {};
  const names = new Set([...Object.keys(named), ...needed.filter((name) => typeof name === 'string')]);
  return [...names].map((name) => ({
    in: location,
    name,
    required: needed.includes(name),
    schema: named[name] ?? true,
    mediaType: undefined,
    style: location === 'query' || location === 'cookie' ? 'form' : 'simple',
    explode: location === 'query',
    allowReserved: false,
    allowEmptyValue: false,
    deprecated: false,
    description: undefined,
    example: undefined,
    ...pointersOf(declared.pointer, named[name] === undefined ? undefined : name),
    file,
  }));
}

function pointersOf(declared: string, name: string | undefined): Pick<DescribedParameter, 'pointer' | 'schemaPointer'> {
  const pointer = name === undefined ? declared : pointerTo(declared, 'properties', name);
  return { pointer, schemaPointer: pointer };
}
