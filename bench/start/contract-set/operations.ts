import { type FieldKind, type Json, type JsonRecord, scalarKinds } from './field-kinds.ts';
import type { Random } from './random.ts';
import { fields, record, snakeCase } from './record.ts';
import { sharedReference } from './shared-schemas.ts';

/** A request that fits an operation. */
export interface SampleRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
}

export interface GeneratedOperation {
  readonly name: string;
  readonly declaration: JsonRecord;
  readonly request: SampleRequest;
}

/** What the operations are about: `Invoice`, below `/sales/invoices`, whose schema is `#/$defs/Invoice`. */
export interface Resource {
  readonly name: string;
  readonly path: string;
  readonly sample: Json;
}

type OperationKind = (random: Random, resource: Resource) => GeneratedOperation;

const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const idPath: JsonRecord = {
  properties: { id: { type: 'string', format: 'uuid', 'x-upstream': { name: 'key', codec: 'uuid-compact' } } },
};
const json = (schema: JsonRecord): JsonRecord => ({ content: { 'application/json': schema } });
const failure = json({ $ref: sharedReference('Error') });
const own = ({ name }: Resource): JsonRecord => ({ $ref: `#/$defs/${name}` });
const behind = ({ path }: Resource, rest = ''): string => `/internal/v3${path.replaceAll('-', '_')}${rest}`;

/** `?billingCode=..` of the samples that text can hold. */
function queryText(sample: Readonly<Record<string, Json>>): string {
  const pairs = Object.entries(sample).map(([name, value]) => [name, String(value)] as const);
  return new URLSearchParams(Object.fromEntries(pairs)).toString();
}

const list: OperationKind = (random, resource) => {
  const { properties, required, sample } = fields(random, random.between(3, 8), scalarKinds);
  const tags: JsonRecord = {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    'x-explode': false,
    'x-upstream': { name: 'tag', style: 'pipeDelimited', explode: false },
  };
  const limit: JsonRecord = { type: 'integer', minimum: 1, maximum: 200, default: 50, 'x-upstream': 'page_size' };
  return {
    name: `list${resource.name}s`,
    declaration: {
      summary: `Lists what there is of ${resource.name}`,
      route: `GET ${resource.path}`,
      upstream: { route: `GET ${behind(resource)}`, query: { v: '3' } },
      query: { required, properties: { ...properties, tags, limit } },
      headers: { properties: { 'X-Tenant': { type: 'string', pattern: '^[a-z]{3,12}$' } } },
      responses: { '200': json({ type: 'array', items: own(resource) }), default: failure },
    },
    request: {
      method: 'GET',
      url: `${resource.path}?tags=a,b&${queryText(sample)}`,
      headers: { 'x-tenant': 'acme' },
      body: undefined,
    },
  };
};

const create: OperationKind = (_, resource) => ({
  name: `create${resource.name}`,
  declaration: {
    route: `POST ${resource.path}`,
    upstream: { route: `POST ${behind(resource, '/create')}`, body: { '/meta/source': 'web' } },
    body: json(own(resource)),
    responses: { '201': json(own(resource)), '422': { names: [{ at: '/error/field', location: 'body' }] } },
  },
  request: { method: 'POST', url: resource.path, headers: {}, body: resource.sample },
});

const find: OperationKind = (_, resource) => ({
  name: `find${resource.name}`,
  declaration: {
    route: `GET ${resource.path}/{id}`,
    upstream: { route: `GET ${behind(resource, '/{key}')}` },
    path: idPath,
    query: { properties: { expand: { enum: ['all', 'none'], default: 'none', 'x-upstream': 'x' } } },
    responses: { '200': json(own(resource)), '404': failure },
  },
  request: { method: 'GET', url: `${resource.path}/${id}?expand=all`, headers: {}, body: undefined },
});

const replace: OperationKind = (_, resource) => ({
  name: `replace${resource.name}`,
  declaration: {
    route: `PUT ${resource.path}/{id}`,
    upstream: { route: `POST ${behind(resource, '/{key}/update')}` },
    path: idPath,
    headers: {
      required: ['Idempotency-Key'],
      properties: { 'Idempotency-Key': { type: 'string', format: 'uuid', 'x-upstream': 'X-Request-Key' } },
    },
    body: json({ allOf: [own(resource), { minProperties: 1 }] }),
    responses: { '200': json(own(resource)) },
  },
  request: {
    method: 'PUT',
    url: `${resource.path}/${id}`,
    headers: { 'idempotency-key': id },
    body: resource.sample,
  },
});

const change: OperationKind = (random, resource) => {
  const { properties, sample } = fields(random, random.between(4, 10), scalarKinds);
  return {
    name: `change${resource.name}`,
    declaration: {
      route: `PATCH ${resource.path}/{id}`,
      upstream: { route: `PATCH ${behind(resource, '/{key}')}` },
      path: idPath,
      body: json({ type: 'object', minProperties: 1, properties }),
    },
    request: { method: 'PATCH', url: `${resource.path}/${id}`, headers: {}, body: sample },
  };
};

const remove: OperationKind = (_, resource) => ({
  name: `remove${resource.name}`,
  declaration: {
    route: `DELETE ${resource.path}/{id}`,
    upstream: { route: `DELETE ${behind(resource, '/{key}')}`, query: { hard: 'false' } },
    path: idPath,
  },
  request: { method: 'DELETE', url: `${resource.path}/${id}`, headers: {}, body: undefined },
});

/** A literal segment where others have the id. */
const search: OperationKind = (random, resource) => {
  const { properties, required, sample } = fields(random, random.between(3, 6), scalarKinds);
  const near: JsonRecord = { type: 'object', required: ['near'], properties: { near: { type: 'string' } } };
  const exact: JsonRecord = { type: 'object', required: ['exact'], properties: { exact: { type: 'string' } } };
  return {
    name: `search${resource.name}`,
    declaration: {
      route: `POST ${resource.path}/search`,
      upstream: { route: `POST ${behind(resource, '/query')}` },
      body: json({ type: 'object', required, properties, oneOf: [near, exact] }),
      responses: { '200': json({ type: 'object', properties: { found: { type: 'array', items: own(resource) } } }) },
    },
    request: { method: 'POST', url: `${resource.path}/search`, headers: {}, body: { ...sample, near: 'Berlin' } },
  };
};

const findPart: OperationKind = (random, resource) => {
  const kind: FieldKind = random.pick(scalarKinds);
  return {
    name: `find${resource.name}Part`,
    declaration: {
      route: `GET ${resource.path}/{id}/parts/{part}`,
      upstream: { route: `GET ${behind(resource, '/{key}/items/{part}')}` },
      path: { properties: { ...Object(idPath['properties']), part: { type: 'integer', minimum: 1 } } },
      cookies: { properties: { session: { type: 'string', minLength: 8, 'x-upstream': 'sid' } } },
      query: { properties: { since: kind(random, snakeCase('changedSince')).schema } },
    },
    request: {
      method: 'GET',
      url: `${resource.path}/${id}/parts/7`,
      headers: { cookie: 'session=12345678' },
      body: undefined,
    },
  };
};

/** Branches with mappings, which a constant tells apart. */
const pay: OperationKind = (_, resource) => ({
  name: `pay${resource.name}`,
  declaration: {
    route: `POST ${resource.path}/{id}/payments`,
    upstream: { route: `POST ${behind(resource, '/{key}/pay')}` },
    path: idPath,
    body: json({
      type: 'object',
      required: ['total', 'means'],
      properties: {
        total: { $ref: sharedReference('Money') },
        means: {
          oneOf: [
            { $ref: sharedReference('Card') },
            { $ref: sharedReference('Transfer') },
            { $ref: sharedReference('Voucher') },
          ],
          'x-upstream': 'method',
        },
        billTo: { $ref: sharedReference('Address'), 'x-upstream': 'bill_to' },
      },
    }),
    responses: { '202': { headers: { properties: { 'X-Payment': { type: 'string' } } } }, '402': failure },
  },
  request: {
    method: 'POST',
    url: `${resource.path}/${id}/payments`,
    headers: {},
    body: {
      total: { amount: 12.5, currency: 'EUR' },
      means: { kind: 'transfer', iban: 'DE02120300000000202051' },
      billTo: { street: 'Unter den Linden 1', city: 'Berlin', country: 'DE' },
    },
  },
});

const arrange: OperationKind = (random, resource) => {
  const more = record(random, { size: random.between(2, 5), depth: 0 });
  return {
    name: `arrange${resource.name}`,
    declaration: {
      route: `PUT ${resource.path}/{id}/tree`,
      upstream: { route: `PUT ${behind(resource, '/{key}/nodes')}` },
      path: idPath,
      body: json({
        type: 'object',
        required: ['root'],
        properties: { root: { $ref: sharedReference('Node') }, options: more.schema },
      }),
      responses: { '200': json({ $ref: sharedReference('Node') }) },
    },
    request: {
      method: 'PUT',
      url: `${resource.path}/${id}/tree`,
      headers: {},
      body: { root: { label: 'all', children: [{ label: 'one', weight: 2 }] }, options: more.sample },
    },
  };
};

/** What there is of each resource. */
export const operationKinds: readonly OperationKind[] = [
  list,
  create,
  find,
  replace,
  change,
  remove,
  search,
  findPart,
  pay,
  arrange,
]; // prettier-ignore
