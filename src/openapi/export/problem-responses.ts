import { readFileSync } from 'node:fs';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import { catalogue, type ProblemCode } from '../../problem/catalogue.ts';
import type { Components } from './components.ts';
import { asObject } from './schema-writer.ts';

/** The media type of problems. Source: RFC 9457, section 3. */
export const problemType = 'application/problem+json';

/** Header fields that answers with a status carry beside the problem. */
const fields: Readonly<Record<string, JsonObject>> = {
  '401': { 'WWW-Authenticate': textField('The credentials that the operation takes.') },
  '429': {
    'Retry-After': { description: 'Seconds to wait before the next try.', schema: { type: 'integer', minimum: 0 } },
    RateLimit: textField('The limits that hold, and what is left of them.'),
  },
  '503': {
    'Retry-After': { description: 'Seconds to wait before the next try.', schema: { type: 'integer', minimum: 0 } },
  },
};

/** What problems are written with. */
export interface ProblemExport {
  readonly components: Components;
  /** What the `type` of every problem begins with. */
  readonly problemTypeBase: string;
}

/** The problems that an operation can answer with, as Response Objects by status. */
export function problemResponses(operation: Operation, work: ProblemExport): ReadonlyMap<string, JsonObject> {
  const byStatus = new Map<string, ProblemCode[]>();
  for (const code of possibleProblems(operation)) {
    const status = String(catalogue[code].status);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const sorted = [...byStatus].sort(([left], [right]) => Number(left) - Number(right));
  return new Map(sorted.map(([status, codes]) => [status, problemResponse(status, codes, work)]));
}

/**
 * Which problems an operation can really give, by what it declares. What hangs on the server and not on the operation (too long
 * a URL, broken HTTP, a defect of the gateway) is left to the description of the problem itself.
 */
function possibleProblems(operation: Operation): ProblemCode[] {
  const { body, parameters, unknown, security, rateLimits, deprecation, upgrade } = operation;
  const alternatives = security?.alternatives ?? [];
  const needs = alternatives.flat();
  const judges =
    body !== undefined ||
    unknown.query === 'refuse' ||
    Object.values(parameters).some((group) => group.parameters.length > 0);
  const cases: readonly (readonly [holds: boolean, codes: readonly ProblemCode[]])[] = [
    [judges, ['invalid-request']],
    [body !== undefined, ['malformed-body', 'body-too-large', 'unsupported-media-type']],
    [needs.length > 0, ['credential-invalid']],
    [needs.length > 0 && alternatives.every((alternative) => alternative.length > 0), ['credential-missing']],
    [
      needs.some(({ scheme, scopes }) => scopes.length > 0 || scheme.claimsPlace.required.size > 0),
      ['credential-refused'],
    ],
    [upgrade !== undefined, ['origin-refused']],
    [deprecation?.sunsetMs !== undefined, ['operation-retired']],
    [rateLimits.length > 0, ['rate-limited']],
    [needs.length > 0 || rateLimits.length > 0, ['guard-unavailable']],
    [
      true,
      ['upstream-unreachable', 'upstream-reset', 'upstream-invalid-response', 'upstream-unavailable', 'overloaded'],
    ],
    [true, ['upstream-timeout']],
    [operation.responseValidation === 'enforce', ['upstream-contract-violation']],
  ];
  return cases.flatMap(([holds, codes]) => (holds ? codes : []));
}

function problemResponse(status: string, codes: readonly ProblemCode[], work: ProblemExport): JsonObject {
  const titles = codes.map((code) => `${catalogue[code].title} (\`${code}\`).`);
  const headers = fields[status];
  return {
    description: titles.join(' '),
    ...(headers === undefined ? {} : { headers }),
    content: { [problemType]: { schema: problemSchema(work) } },
  };
}

function textField(description: string): JsonObject {
  return { description, schema: { type: 'string' } };
}

let read: JsonObject | undefined;

/** `schemas/problem.schema.json` of this package. Source: RFC 9457. */
function writtenSchema(): JsonObject {
  // The same distance from `src/openapi/export` and from `dist/openapi/export`.
  const url = new URL('../../../schemas/problem.schema.json', import.meta.url);
  read ??= JSON.parse(readFileSync(url, 'utf8')) as JsonObject;
  return read;
}

function problemSchema({ components, problemTypeBase }: ProblemExport): JsonObject {
  const { $schema: _dialect, $id: _id, definitions: _parts, ...schema } = writtenSchema();
  const properties = asObject(schema['properties']);
  const type = { ...asObject(properties['type']), examples: [`${problemTypeBase}invalid-request`] };
  const own = { ...schema, properties: { ...properties, type } };
  return components.refer('problem', 'Problem', () => adopted(own, components));
}

function adopted(value: JsonValue, components: Components): JsonValue {
  if (Array.isArray(value)) return value.map((item) => adopted(item, components));
  if (!isObject(value)) return value;
  const reference = value['$ref'];
  if (typeof reference === 'string') return definition(reference.slice('#/definitions/'.length), components);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, adopted(member, components)]));
}

function definition(name: string, components: Components): JsonObject {
  const { definitions } = writtenSchema();
  const schema = definitions !== undefined && isObject(definitions) ? definitions[name] : undefined;
  const wanted = `Problem${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return components.refer(`problem ${name}`, wanted, () => adopted(schema ?? true, components));
}
